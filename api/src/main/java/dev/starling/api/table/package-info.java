/// Tables, and the formats that they are read from.
@NullMarked
package dev.starling.api.table;

import org.jspecify.annotations.NullMarked;
