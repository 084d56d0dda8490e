/// Plug-ins found and loaded: what PF4J does, behind a face that lets nothing of it be seen.
@NullMarked
package dev.starling.app.plugins;

import org.jspecify.annotations.NullMarked;
