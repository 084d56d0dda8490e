/// What a plug-in implements.
///
/// Begin with [dev.starling.api.Kernel] or [dev.starling.api.ProbabilityCost]: one formula each. The class is named in
/// `META-INF/services/<interface>` of its JAR, and everything else (derivative, loops, threads, tests) follows from the formula.
@NullMarked
package dev.starling.api;

import org.jspecify.annotations.NullMarked;
