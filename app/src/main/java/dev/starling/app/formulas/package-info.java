/// Plug-ins that are data: a formula in a text file, without any class.
@NullMarked
package dev.starling.app.formulas;

import org.jspecify.annotations.NullMarked;
