/// From names to parts to formulas: what is to be computed, before any data are there.
@NullMarked
package dev.starling.core.plan;

import org.jspecify.annotations.NullMarked;
