/// Options that several commands share, and what is said of wrong ones.
@NullMarked
package dev.starling.app.command.options;

import org.jspecify.annotations.NullMarked;
