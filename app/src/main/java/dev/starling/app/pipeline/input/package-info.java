/// What is embedded, from what a user names to points that are prepared.
@NullMarked
package dev.starling.app.pipeline.input;

import org.jspecify.annotations.NullMarked;
