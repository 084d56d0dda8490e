/// Lines of JSON.
@NullMarked
package dev.starling.plugins.readers.json;

import org.jspecify.annotations.NullMarked;
