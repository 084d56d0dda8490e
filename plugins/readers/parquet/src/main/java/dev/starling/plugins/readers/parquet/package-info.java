/// Columns of Parquet.
@NullMarked
package dev.starling.plugins.readers.parquet;

import org.jspecify.annotations.NullMarked;
