/// The way of the data, which a command and a test run alike: read, prepare, embed, score, write.
@NullMarked
package dev.starling.app.pipeline;

import org.jspecify.annotations.NullMarked;
