package org.acme.one;

import dev.starling.api.Affinity;
import dev.starling.api.Method;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;

import java.util.Map;

public final class OneMethod implements Method {
    @Override
    public String name() {
        return "one-method";
    }

    @Override
    public String summary() {
        return "written for API 1.0";
    }

    @Override
    public String paper() {
        return "none";
    }

    @Override
    public Recipe recipe() {
        return Recipe.of("one-cost", "one-kernel", Normalization.PAIR, Affinity.JOINT)
                .with(Map.of("kernel.alpha", 0.25))
                .withTransform("one-transform")
                .withOptimizer("one-optimizer")
                .exaggeratedBy(4, 10)
                .forIterations(40)
                .startingAt(1e-2);
    }
}
