/// From a table to a map: what is asked, what it will need, the run, and what is left of it however it ends.
@NullMarked
package dev.starling.app.pipeline.embed;

import org.jspecify.annotations.NullMarked;
