/// Methods that minimise a probability cost: combinations of parts that have a name in the literature.
@NullMarked
package dev.starling.plugins.costs.methods;

import org.jspecify.annotations.NullMarked;
