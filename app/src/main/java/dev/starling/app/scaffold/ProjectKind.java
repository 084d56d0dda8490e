package dev.starling.app.scaffold;

import java.util.Locale;

/// What kind of extension a new project is about.
public enum ProjectKind {
    KERNEL("Kernel", "Kernel", "--kernel"),
    COST("Cost", "ProbabilityCost", "--cost"),
    TRANSFORM("Transform", "Transform", "--transform"),
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

    /// The word for people, which is also the folder of its templates.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The interface that its laws are about.
    String type() {
        return type;
    }

    /// The interface that it implements, by which it is found.
    String service() {
        return service;
    }

    /// The option of `starling embed` that chooses one.
    String option() {
        return option;
    }
}
