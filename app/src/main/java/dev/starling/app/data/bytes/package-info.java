/// The bytes of a file: hashed and watched as they are read, and decoded.
@NullMarked
package dev.starling.app.data.bytes;

import org.jspecify.annotations.NullMarked;
