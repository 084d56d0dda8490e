package dev.starling.core.simd;

/// Tables of [SingleMath#pow]: those of [dev.starling.api.expr.tree.PowTables] in single precision.
final class SinglePowTables {
    static final float[] INVERSE = {
        0x1.6p0f, 0x1.58p0f, 0x1.48p0f, 0x1.38p0f,
        0x1.3p0f, 0x1.28p0f, 0x1.18p0f, 0x1.1p0f,
        0x1.08p0f, 0x1p0f, 0x1.ep-1f, 0x1.cp-1f,
        0x1.bp-1f, 0x1.ap-1f, 0x1.8p-1f, 0x1.8p-1f,
    };
    /// To 16 binary places, so that the sum with [SingleMath#LN2_HIGH] times an exponent is exact.
    static final float[] LOG_HIGH = {
        -0x1.4618p-2f, -0x1.2e9p-2f, -0x1.fb9p-3f, -0x1.9528p-3f,
        -0x1.5ffp-3f, -0x1.2958p-3f, -0x1.6f1p-4f, -0x1.f0ap-5f,
        -0x1.f84p-6f, 0, 0x1.086p-4f, 0x1.1178p-3f,
        0x1.5bf8p-3f, 0x1.a94p-3f, 0x1.2698p-2f, 0x1.2698p-2f,
    };
    static final float[] LOG_LOW = {
        -0x1.78438cp-19f, 0x1.d451eep-18f, -0x1.86d5e4p-19f, 0x1.2b185ep-18f,
        -0x1.83853cp-18f, 0x1.683fp-18f, 0x1.6ba8d4p-19f, -0x1.86008cp-20f,
        0x1.64f188p-18f, 0, -0x1.9d2988p-18f, 0x1.d044fcp-20f,
        -0x1.fca55ep-18f, -0x1.2c3752p-19f, -0x1.deecb2p-18f, -0x1.deecb2p-18f,
    };
    static final float[] ROOT = {
        0x1p0f, 0x1.0b5586p0f, 0x1.172b84p0f, 0x1.2387a6p0f,
        0x1.306fep0f, 0x1.3dea64p0f, 0x1.4bfdaep0f, 0x1.5ab07ep0f,
        0x1.6a09e6p0f, 0x1.7a1148p0f, 0x1.8ace54p0f, 0x1.9c4918p0f,
        0x1.ae89fap0f, 0x1.c199bep0f, 0x1.d5818ep0f, 0x1.ea4afap0f,
    };
    /// What rounding took from [#ROOT].
    static final float[] ROOT_LOW = {
        0, 0x1.9f3122p-25f, -0x1.c15742p-27f, 0x1.ceac48p-25f,
        0x1.4636e2p-25f, 0x1.824684p-25f, -0x1.593abcp-25f, -0x1.5bd5ecp-27f,
        0x1.9fcef4p-26f, -0x1.829fdp-25f, 0x1.15506ep-27f, 0x1.51f848p-27f,
        -0x1.a94b14p-26f, -0x1.3d56b2p-27f, -0x1.822dbcp-27f, 0x1.52486cp-27f,
    };

    private SinglePowTables() {}
}
