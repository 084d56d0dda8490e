/// A map as a page to explore and as a picture.
///
/// Begin with [dev.starling.map.MapData]: what there is to show. [dev.starling.map.MapPage] and [dev.starling.map.MapPicture] show it.
@NullMarked
package dev.starling.map;

import org.jspecify.annotations.NullMarked;
