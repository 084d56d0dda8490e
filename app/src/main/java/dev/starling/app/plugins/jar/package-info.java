/// A JAR by itself, looked at before any of its code runs: whether it is whole, what it says of itself, who signed it, what its code mentions.
@NullMarked
package dev.starling.app.plugins.jar;

import org.jspecify.annotations.NullMarked;
