/// Formulas turned into loops: interpreter, generated scalar loop, generated vector loop, one meaning.
@NullMarked
package dev.starling.core.compile;

import org.jspecify.annotations.NullMarked;
