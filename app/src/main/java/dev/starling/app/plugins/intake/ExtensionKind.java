package dev.starling.app.plugins.intake;

import dev.starling.api.Cost;
import dev.starling.api.Extension;
import dev.starling.api.Kernel;
import dev.starling.api.Method;
import dev.starling.api.Metric;
import dev.starling.api.Optimizer;
import dev.starling.api.Reader;
import dev.starling.api.Transform;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The kinds among which a name must tell one extension from another.
public enum ExtensionKind {
    COST(Cost.class),
    KERNEL(Kernel.class),
    METHOD(Method.class),
    METRIC(Metric.class),
    OPTIMIZER(Optimizer.class),
    READER(Reader.class),
    TRANSFORM(Transform.class);

    private final Class<? extends Extension> type;

    ExtensionKind(Class<? extends Extension> type) {
        this.type = type;
    }

    public Class<? extends Extension> type() {
        return type;
    }

    public String word() {
        return type.getSimpleName().toLowerCase(Locale.ROOT);
    }

    /// The kind with a word, such as `kernel`.
    static Optional<ExtensionKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    public static List<ExtensionKind> of(Class<?> implementation) {
        return Arrays.stream(values()).filter(kind -> kind.type.isAssignableFrom(implementation)).toList();
    }
}
