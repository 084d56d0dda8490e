/// What there is to say of one part or method: its kind, its formulas as text, and its curves.
@NullMarked
package dev.starling.app.explain;

import org.jspecify.annotations.NullMarked;
