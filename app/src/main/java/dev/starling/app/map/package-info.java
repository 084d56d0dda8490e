/// The map as a picture and as a page.
@NullMarked
package dev.starling.app.map;

import org.jspecify.annotations.NullMarked;
