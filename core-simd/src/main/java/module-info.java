/// The numbers: formulas compiled to SIMD loops, affinities, exact gradients, and embedding as a library.
module dev.starling.core {
    requires transitive dev.starling.api;
    requires static transitive org.apiguardian.api;
    requires static transitive org.jspecify;
    requires ejml.ddense;
    requires ejml.core;
    requires jdk.incubator.vector;

    exports dev.starling.core;
    exports dev.starling.core.compile;
    exports dev.starling.core.plan;
    exports dev.starling.core.gradient;
    exports dev.starling.core.affinity;
    exports dev.starling.core.base;
    exports dev.starling.core.exact;
    exports dev.starling.core.matrix;
    exports dev.starling.core.pairs;
    exports dev.starling.core.start;
    exports dev.starling.core.stiffness;
    exports dev.starling.core.table;
    exports dev.starling.core.quality;

    uses dev.starling.api.Kernel;
    uses dev.starling.api.ProbabilityCost;
    uses dev.starling.api.DistanceCost;
    uses dev.starling.api.Transform;
    uses dev.starling.api.Metric;
    uses dev.starling.api.Optimizer;
    uses dev.starling.api.Method;
    uses dev.starling.api.Reader;
}
