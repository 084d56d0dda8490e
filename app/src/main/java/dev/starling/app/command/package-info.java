/// The commands, one class each, and the options that several share.
@NullMarked
package dev.starling.app.command;

import org.jspecify.annotations.NullMarked;
