/// Where code of plug-ins is loaded and asked for the first time.
@NullMarked
package dev.starling.app.plugins.link;

import org.jspecify.annotations.NullMarked;
