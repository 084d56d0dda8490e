/// What may end the program is run in another.
@NullMarked
package dev.starling.app.apart;

import org.jspecify.annotations.NullMarked;
