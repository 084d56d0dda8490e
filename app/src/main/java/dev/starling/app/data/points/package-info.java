/// Files with values of points: coordinates, names, one number each.
@NullMarked
package dev.starling.app.data.points;

import org.jspecify.annotations.NullMarked;
