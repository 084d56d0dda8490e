package dev.starling.api.expr.tree;

/// Tables of [Elementary#pow], of sixteen numbers each.
///
/// A cell is a sixteenth of the numbers between 45/64 and 45/32, counted in their bits. Its c is a multiple of 1/32 near 1/m for all
/// m of the cell, such that c m - 1 is exact in double and in single; the cell of 1 has 1. A root is 2 to the i/16.
public final class PowTables {
    static final double[] INVERSE = {
        0x1.6p0, 0x1.58p0, 0x1.48p0, 0x1.38p0,
        0x1.3p0, 0x1.28p0, 0x1.18p0, 0x1.1p0,
        0x1.08p0, 0x1p0, 0x1.ep-1, 0x1.cp-1,
        0x1.bp-1, 0x1.ap-1, 0x1.8p-1, 0x1.8p-1,
    };
    /// To 41 binary places, as [Elementary#LN2_HIGH], so that the sum of both is exact.
    static final double[] LOG_HIGH = {
        -0x1.4618bc21c6p-2, -0x1.2e8e2bae12p-2, -0x1.fb9186d5e4p-3, -0x1.9525a9cf44p-3,
        -0x1.5ff3070a78p-3, -0x1.29552f82p-3, -0x1.6f0d28ae58p-4, -0x1.f0a30c011p-5,
        -0x1.f829b0e78p-6, 0, 0x1.08598b59ep-4, 0x1.1178e8228p-3,
        0x1.5bf406b544p-3, 0x1.a93ed3c8acp-3, 0x1.269621134ep-2, 0x1.269621134ep-2,
    };
    static final double[] LOG_LOW = {
        0x1.3d82f484c84ccp-46, 0x1.67b1e99b72bd8p-45, 0x1.d572aab993c87p-47, -0x1.6b47641307539p-43,
        -0x1.3d3c873e20a07p-43, 0x1.5b967f4471dfcp-44, 0x1.4b4641b664613p-44, -0x1.8a9985f325c5cp-43,
        -0x1.980267c7e09e4p-45, 0, 0x1.d034451fecdfbp-43, -0x1.b8421cc74be04p-43,
        -0x1.27023eb68981cp-46, 0x1.9e36f2bea77a6p-43, -0x1.1b61f10522625p-44, -0x1.1b61f10522625p-44,
    };
    static final double[] ROOT = {
        0x1p0, 0x1.0b5586cf9890fp0, 0x1.172b83c7d517bp0, 0x1.2387a6e756238p0,
        0x1.306fe0a31b715p0, 0x1.3dea64c123422p0, 0x1.4bfdad5362a27p0, 0x1.5ab07dd485429p0,
        0x1.6a09e667f3bcdp0, 0x1.7a11473eb0187p0, 0x1.8ace5422aa0dbp0, 0x1.9c49182a3f09p0,
        0x1.ae89f995ad3adp0, 0x1.c199bdd85529cp0, 0x1.d5818dcfba487p0, 0x1.ea4afa2a490dap0,
    };
    /// What rounding took from [#ROOT].
    static final double[] ROOT_LOW = {
        0, 0x1.8a62e4adc610bp-54, -0x1.19041b9d78a76p-55, 0x1.9b07eb6c70573p-54,
        0x1.6f46ad23182e4p-55, 0x1.ada0911f09ebcp-55, 0x1.d4397afec42e2p-56, 0x1.6324c054647adp-54,
        -0x1.bdd3413b26456p-54, -0x1.41577ee04992fp-55, 0x1.6e9f156864b27p-54, 0x1.c7c46b071f2bep-56,
        0x1.7a1cd345dcc81p-54, 0x1.11065895048ddp-55, 0x1.2ed02d75b3707p-55, -0x1.e9c23179c2893p-54,
    };

    private PowTables() {}

    /// c of each cell.
    public static double[] inverse() {
        return INVERSE.clone();
    }

    /// -ln c of each cell, the first of two parts.
    public static double[] logHigh() {
        return LOG_HIGH.clone();
    }

    /// The second part: what the first lacks.
    public static double[] logLow() {
        return LOG_LOW.clone();
    }

    /// 2 to the i/16, the first of two parts.
    public static double[] root() {
        return ROOT.clone();
    }

    /// The second part: what the first lacks.
    public static double[] rootLow() {
        return ROOT_LOW.clone();
    }
}
