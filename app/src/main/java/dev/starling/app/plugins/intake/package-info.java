/// From folders to files that may be loaded: where they lie, whose they are, what of them is known, which has all that it needs.
@NullMarked
package dev.starling.app.plugins.intake;

import org.jspecify.annotations.NullMarked;
