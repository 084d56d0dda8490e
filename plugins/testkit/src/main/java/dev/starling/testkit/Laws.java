package dev.starling.testkit;

import dev.starling.api.Cost;
import dev.starling.api.Extension;
import dev.starling.api.Kernel;
import dev.starling.api.Method;
import dev.starling.api.Metric;
import dev.starling.api.Optimizer;
import dev.starling.api.Parameter;
import dev.starling.api.Reader;
import dev.starling.api.Transform;
import dev.starling.core.plan.Catalog;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The laws of one extension, ready to be tried. Made by [KernelLaws], [CostLaws], [TransformLaws], [OptimizerLaws] and
/// [MethodLaws].
@API(status = API.Status.STABLE, since = "1.0")
public final class Laws {
    private final String title;
    private final String kind;
    private final Extension extension;
    private final List<Law> laws;
    private final Waivers waivers;

    Laws(String title, String kind, Extension extension, List<Law> laws, Waivers waivers) {
        this.title = title;
        this.kind = kind;
        this.extension = extension;
        this.laws = List.copyOf(laws);
        this.waivers = waivers;
    }

    /// The laws of any extension.
    ///
    /// @param catalog where a method's parts are found
    public static Laws of(Extension extension, Catalog catalog) {
        return switch (extension) {
            case Kernel kernel -> KernelLaws.of(kernel);
            case Cost cost -> CostLaws.of(cost);
            case Transform transform -> TransformLaws.of(transform);
            case Metric metric -> MetricLaws.of(metric);
            case Optimizer optimizer -> OptimizerLaws.of(optimizer);
            case Method method -> MethodLaws.of(method, catalog);
            case Reader reader -> ReaderLaws.of(reader);
            default -> throw new IllegalArgumentException(extension.getClass().getName() + " is no kind of extension that has laws");
        };
    }

    /// The same laws, some of them waived.
    public Laws with(Waivers waivers) {
        return new Laws(title, kind, extension, laws, waivers);
    }

    /// Whose laws these are: `KernelLaws`.
    public String title() {
        return title;
    }

    public Extension extension() {
        return extension;
    }

    /// Names of the laws, in the order in which they are best read; then those that are waived and that there are not.
    public List<String> names() {
        return Stream.concat(laws.stream().map(Law::name), waivedInVain()).toList();
    }

    private Stream<String> waivedInVain() {
        return waivers.of(kind, extensionName()).stream()
                .map(Waiver::law)
                .filter(name -> laws.stream().noneMatch(law -> law.name().equals(name)))
                .distinct();
    }

    /// Tries all laws, at samples that are always the same.
    public List<Verdict> verdicts() {
        return names().stream().map(this::verdict).toList();
    }

    /// Tries one law.
    public Verdict verdict(String name) {
        Optional<Law> found = laws.stream().filter(law -> law.name().equals(name)).findFirst();
        if (found.isPresent()) {
            return verdict(found.get());
        }
        List<String> known = laws.stream().map(Law::name).toList();
        if (waivedInVain().anyMatch(name::equals)) {
            return new Verdict(title, name, Verdict.Outcome.BROKEN, "is waived, and there is no such law; there are " + String.join(", ", known));
        }
        throw new IllegalArgumentException(title + " have no law '" + name + "'; they are " + known);
    }

    private Verdict verdict(Law law) {
        List<Waiver> mine = waivers.of(kind, extensionName(), law.name());
        for (Waiver waiver : mine) {
            List<String> unknown = waiver.unknown(parameterNames());
            if (!unknown.isEmpty()) {
                return new Verdict(title, law.name(), Verdict.Outcome.BROKEN,
                        "is waived when " + waiver.condition() + ", and there is no parameter " + String.join(", ", unknown));
            }
        }
        @Nullable LawBroken allowed = null;
        List<Sample> samples = law.dependsOnSample() ? samplesOf(law) : Samples.fixed(NO_PARAMETERS, 1);
        for (Sample sample : samples) {
            try {
                check(law, sample);
            } catch (LawBroken broken) {
                if (waiverFor(mine, sample) == null) {
                    return new Verdict(title, law.name(), Verdict.Outcome.BROKEN, message(broken));
                }
                allowed = broken;
            }
        }
        if (mine.isEmpty()) {
            return new Verdict(title, law.name(), Verdict.Outcome.HOLDS, "");
        }
        Waiver waiver = mine.getFirst();
        String reason = (waiver.condition().isEmpty() ? "" : "when " + waiver.condition() + ", ") + waiver.reason();
        return allowed == null
                ? new Verdict(title, law.name(), Verdict.Outcome.BROKEN, "is waived (" + reason + "), but holds: take the waiver away")
                : new Verdict(title, law.name(), Verdict.Outcome.WAIVED, reason);
    }

    /// None where they cannot be asked for; the law `parameters` says why.
    private List<String> parameterNames() {
        try {
            return extension.parameters().stream().map(Parameter::name).toList();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return List.of();
        }
    }

    /// Holds every law that depends on parameters or positions against one sample.
    ///
    /// @throws LawBroken at the first that is broken and not waived
    public void hold(Sample sample) {
        for (Law law : laws) {
            if (law.dependsOnSample() && waiverFor(waivers.of(kind, extensionName(), law.name()), sample) == null) {
                try {
                    check(law, sample);
                } catch (LawBroken broken) {
                    throw new LawBroken(new Verdict(title, law.name(), Verdict.Outcome.BROKEN, message(broken)).line(), broken);
                }
            }
        }
    }

    private static String message(LawBroken broken) {
        return String.valueOf(broken.getMessage());
    }

    /// An extension whose parameters cannot be asked for has the defaults as its only sample; the law `parameters` says why.
    private List<Sample> samplesOf(Law law) {
        try {
            return Samples.fixed(extension, law.tries());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return Samples.fixed(NO_PARAMETERS, 1);
        }
    }

    private @Nullable Waiver waiverFor(List<Waiver> mine, Sample sample) {
        Map<String, Double> values = new TreeMap<>();
        extension.parameters().forEach(parameter -> values.put(parameter.name(), parameter.fallback()));
        values.putAll(sample.values());
        return mine.stream().filter(waiver -> waiver.holdsFor(values)).findFirst().orElse(null);
    }

    /// What an extension throws breaks the law that was tried.
    private static void check(Law law, Sample sample) {
        try {
            law.check().at(sample);
        } catch (LawBroken broken) {
            throw new LawBroken(broken.getMessage() + with(sample, law), broken);
        } catch (Throwable e) {
            // Whatever it is, it came out of the extension, and the other laws are still to be tried.
            throw new LawBroken("throws " + e.getClass().getSimpleName() + firstLine(e) + with(sample, law), e);
        }
    }

    private static String firstLine(Throwable e) {
        return e.getMessage() == null ? "" : ": " + e.getMessage().lines().findFirst().orElse("");
    }

    private static String with(Sample sample, Law law) {
        if (sample.values().isEmpty() || !law.dependsOnSample()) {
            return "";
        }
        List<String> values = new ArrayList<>();
        sample.values().forEach((name, value) -> values.add(name + " = " + value));
        return ", with " + String.join(", ", values);
    }

    private String extensionName() {
        try {
            return extension.name();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return extension.getClass().getSimpleName();
        }
    }

    private static final Extension NO_PARAMETERS = new Extension() {
        @Override
        public String name() {
            return "none";
        }

        @Override
        public String summary() {
            return "has no parameters";
        }
    };
}
