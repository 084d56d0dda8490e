package dev.starling.plugins.stress.methods;

import dev.starling.api.Method;
import dev.starling.api.Recipe;

/// Metric scaling of squared distances, from the principal components on.
public final class Sstress implements Method {
    @Override
    public String name() {
        return "sstress";
    }

    @Override
    public String summary() {
        return "metric scaling of squared distances";
    }

    @Override
    public String paper() {
        return "Takane, Young, de Leeuw, \"Nonmetric individual differences multidimensional scaling\", Psychometrika 42, 1977";
    }

    @Override
    public Recipe recipe() {
        return Recipe.of("sstress").withOptimizer("l-bfgs");
    }
}
