/// The numbers.
@NullMarked
package dev.starling.core;

import org.jspecify.annotations.NullMarked;
