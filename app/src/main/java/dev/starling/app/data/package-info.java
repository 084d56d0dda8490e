/// Tables read from files, and the built-in data sets.
@NullMarked
package dev.starling.app.data;

import org.jspecify.annotations.NullMarked;
