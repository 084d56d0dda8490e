/// What a user of the library sees: a problem, what embeds it, and the map. The rooms below know nothing of it.
@NullMarked
package dev.starling.core;

import org.jspecify.annotations.NullMarked;
