/// From data to affinities: preparation, principal components, nearest neighbours, perplexity, P.
@NullMarked
package dev.starling.core.input;

import org.jspecify.annotations.NullMarked;
