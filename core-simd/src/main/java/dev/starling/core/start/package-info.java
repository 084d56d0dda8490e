/// Where an embedding begins: principal components, eigenvectors, random places.
@NullMarked
package dev.starling.core.start;

import org.jspecify.annotations.NullMarked;
