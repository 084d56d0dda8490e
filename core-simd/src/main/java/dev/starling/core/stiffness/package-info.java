/// How stiffly a cost of distances holds points, and variables in which those that it holds together move together.
@API(status = API.Status.INTERNAL, since = "1.0")
@NullMarked
package dev.starling.core.stiffness;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
