/// What refuses a file before any of its code runs: where it lies, whose it is, what it holds, what it declares, what is known of it.
@NullMarked
package dev.starling.app.plugins.intake;

import org.jspecify.annotations.NullMarked;
