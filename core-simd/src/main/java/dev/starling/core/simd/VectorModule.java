package dev.starling.core.simd;

/// Whether the vector module is there: asked of a class that can do without it, unlike its neighbors.
///
/// It is there wherever Starling runs as a module; on a class path it takes [#FLAG].
public final class VectorModule {
    /// What to start Java with.
    public static final String FLAG = "--add-modules jdk.incubator.vector";

    private VectorModule() {}

    public static boolean isThere() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }
}
