/// What is said on standard error while a run goes on.
@NullMarked
package dev.starling.app.progress;

import org.jspecify.annotations.NullMarked;
