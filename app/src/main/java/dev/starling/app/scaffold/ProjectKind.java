package dev.starling.app.scaffold;

import dev.starling.api.Cost;
import dev.starling.api.Extension;
import dev.starling.api.Kernel;
import dev.starling.api.Method;
import dev.starling.api.Metric;
import dev.starling.api.Optimizer;
import dev.starling.api.Reader;
import dev.starling.api.Transform;

import java.util.Locale;

/// What kind of extension a new project is about.
public enum ProjectKind {
    KERNEL("Kernel", "Kernel", "--kernel"),
    COST("Cost", "ProbabilityCost", "--cost"),
    DISTANCE_COST("Cost", "DistanceCost", "--cost"),
    TRANSFORM("Transform", "Transform", "--transform"),
    METRIC("Metric", "Metric", "--metric"),
    READER("Reader", "Reader", ""),
    OPTIMIZER("Optimizer", "Optimizer", "--optimizer"),
    METHOD("Method", "Method", "--method");

    private final String type;
    private final String service;
    private final String option;

    ProjectKind(String type, String service, String option) {
        this.type = type;
        this.service = service;
        this.option = option;
    }

    /// The word for people: that of the part, whatever it is of.
    public String word() {
        return type.toLowerCase(Locale.ROOT);
    }

    /// As it is typed, and the folder of its templates: `distance-cost`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The interface of all extensions that have their names from one list.
    public Class<? extends Extension> named() {
        return switch (this) {
            case KERNEL -> Kernel.class;
            case COST, DISTANCE_COST -> Cost.class;
            case TRANSFORM -> Transform.class;
            case METRIC -> Metric.class;
            case READER -> Reader.class;
            case OPTIMIZER -> Optimizer.class;
            case METHOD -> Method.class;
        };
    }

    /// The interface that its laws are about.
    String type() {
        return type;
    }

    /// The interface that it implements, by which it is found.
    String service() {
        return service;
    }

    /// What is typed after `starling embed` to use one of that name; a reader is chosen by its files.
    String use(String name) {
        return this == READER ? "data.words" : "iris " + option + " " + name;
    }
}
