/// Text as records: how it is written, where each ends, whether the first names the columns.
@NullMarked
package dev.starling.app.data.text;

import org.jspecify.annotations.NullMarked;
