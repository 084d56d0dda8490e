/// Methods that minimize a distance cost.
@NullMarked
package dev.starling.plugins.stress.methods;

import org.jspecify.annotations.NullMarked;
