/// The inside of a formula: its nodes, and one class for each thing that can be done with them.
///
/// Exported to the core and the kit only, so that a new node breaks nobody's plug-in.
@API(status = API.Status.INTERNAL, since = "1.0")
@NullMarked
package dev.starling.api.expr.tree;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
