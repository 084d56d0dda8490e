/// From data to affinities: distances, nearest neighbors, perplexity, P.
@NullMarked
package dev.starling.core.affinity;

import org.jspecify.annotations.NullMarked;
