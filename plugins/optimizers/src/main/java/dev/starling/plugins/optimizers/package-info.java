/// Optimizers: how the points move downhill.
@NullMarked
package dev.starling.plugins.optimizers;

import org.jspecify.annotations.NullMarked;
