package dev.starling.app.explain;

import dev.starling.api.Cost;
import dev.starling.api.Extension;
import dev.starling.api.Kernel;
import dev.starling.api.Method;
import dev.starling.api.Metric;
import dev.starling.api.Optimizer;
import dev.starling.api.Reader;
import dev.starling.api.Transform;

import java.util.Locale;

/// The kinds of extension that there are, as `starling list` calls them.
public enum Kind {
    METHODS(Method.class),
    COSTS(Cost.class),
    KERNELS(Kernel.class),
    TRANSFORMS(Transform.class),
    METRICS(Metric.class),
    OPTIMIZERS(Optimizer.class),
    READERS(Reader.class);

    private final Class<? extends Extension> type;

    Kind(Class<? extends Extension> type) {
        this.type = type;
    }

    public Class<? extends Extension> type() {
        return type;
    }

    public String plural() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String singular() {
        return plural().substring(0, plural().length() - 1);
    }
}
