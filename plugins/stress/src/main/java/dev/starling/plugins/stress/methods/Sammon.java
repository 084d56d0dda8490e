package dev.starling.plugins.stress.methods;

import dev.starling.api.Method;
import dev.starling.api.Recipe;

/// Sammon mapping, from the principal components on.
public final class Sammon implements Method {
    @Override
    public String name() {
        return "sammon";
    }

    @Override
    public String summary() {
        return "Sammon mapping: metric scaling in which short distances count more";
    }

    @Override
    public String paper() {
        return "Sammon, \"A Nonlinear Mapping for Data Structure Analysis\", IEEE Transactions on Computers C-18, 1969";
    }

    @Override
    public Recipe recipe() {
        return Recipe.of("sammon").withOptimizer("l-bfgs");
    }
}
