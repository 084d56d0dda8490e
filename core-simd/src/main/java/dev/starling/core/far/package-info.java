/// All pairs at the cost of O(N): points far apart meet through proxies of their boxes, with an error that is declared and measured.
@NullMarked
package dev.starling.core.far;

import org.jspecify.annotations.NullMarked;
