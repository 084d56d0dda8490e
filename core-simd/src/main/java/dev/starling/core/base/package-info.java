/// What every room of the core knows, and which knows none of them: threads, precision, random numbers by counting.
@NullMarked
package dev.starling.core.base;

import org.jspecify.annotations.NullMarked;
