/// How faithful a map is to its data.
@NullMarked
package dev.starling.core.quality;

import org.jspecify.annotations.NullMarked;
