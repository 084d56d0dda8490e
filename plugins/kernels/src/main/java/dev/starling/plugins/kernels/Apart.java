package dev.starling.plugins.kernels;

import dev.starling.api.expr.Expr;

/// What keeps a kernel with a kink at f = 0 from pulling infinitely at two points on the same spot.
final class Apart {
    /// Nearer than this, two points are one in all but name, and do not pull at each other.
    /// 2⁻¹⁰⁰: the distance is 2⁻⁵⁰, about that of two neighboring doubles near 1; and it is a float, too.
    private static final double SMALLEST = 0x1p-100;

    private Apart() {}

    /// f, but level from 0 to the smallest that counts, so that its derivative there is 0.
    static Expr of(Expr f) {
        return f.max(Expr.constant(SMALLEST));
    }
}
