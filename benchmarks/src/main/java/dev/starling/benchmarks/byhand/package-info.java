/// The best that can be written by hand, for the combinations that generated code is measured against.
///
/// Begin with [dev.starling.benchmarks.byhand.HandWrittenGradient].
@NullMarked
package dev.starling.benchmarks.byhand;

import org.jspecify.annotations.NullMarked;
