/// What watches a call into a plug-in: what is thrown, not returned or changed there gets a name.
@NullMarked
package dev.starling.app.plugins.guard;

import org.jspecify.annotations.NullMarked;
