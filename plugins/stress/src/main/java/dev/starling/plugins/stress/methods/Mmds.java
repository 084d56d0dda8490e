package dev.starling.plugins.stress.methods;

import dev.starling.api.Method;
import dev.starling.api.Recipe;

/// Metric multidimensional scaling, from the principal components on.
public final class Mmds implements Method {
    @Override
    public String name() {
        return "mmds";
    }

    @Override
    public String summary() {
        return "metric scaling: distances of the map like those of the data";
    }

    @Override
    public String paper() {
        return "Kruskal, \"Multidimensional scaling by optimizing goodness of fit to a nonmetric hypothesis\", Psychometrika 29, 1964";
    }

    @Override
    public Recipe recipe() {
        return Recipe.of("metric-mds").withOptimizer("l-bfgs");
    }
}
