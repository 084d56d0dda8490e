/// Formulas as data: how a plug-in states its mathematics once.
///
/// Begin with [dev.starling.api.expr.Expr]. Everything here is immutable and safe to share between threads.
@NullMarked
package dev.starling.api.expr;

import org.jspecify.annotations.NullMarked;
