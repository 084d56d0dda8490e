/// Curves, drawn in a terminal and in files.
@NullMarked
package dev.starling.app.drawing;

import org.jspecify.annotations.NullMarked;
