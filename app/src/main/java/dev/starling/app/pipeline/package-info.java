/// The way of the data, which a command and a test run alike: read, prepare, work, write.
@NullMarked
package dev.starling.app.pipeline;

import org.jspecify.annotations.NullMarked;
