package dev.starling.plugins.costs.methods;

import dev.starling.api.Method;
import dev.starling.api.Recipe;

/// A method that is nothing but its name, its paper and its recipe.
abstract class Named implements Method {
    private final String name;
    private final String summary;
    private final String paper;
    private final Recipe recipe;

    Named(String name, String summary, String paper, Recipe recipe) {
        this.name = name;
        this.summary = summary;
        this.paper = paper;
        this.recipe = recipe;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String summary() {
        return summary;
    }

    @Override
    public final String paper() {
        return paper;
    }

    @Override
    public final Recipe recipe() {
        return recipe;
    }
}
