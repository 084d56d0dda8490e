/// Columns of a table: what they are called, what a user says of them, what each is for.
@NullMarked
package dev.starling.app.data.columns;

import org.jspecify.annotations.NullMarked;
