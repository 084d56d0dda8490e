package dev.starling.testkit;

import dev.starling.api.Arguments;
import dev.starling.api.Extension;
import dev.starling.api.Parameter;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// What every extension promises, whatever its kind.
final class ExtensionLaws {
    /// Worked out from the data by the host, and the only parameter that is.
    static final String LEARNING_RATE = "learning-rate";

    /// As often as a run of some thousand iterations asks at most.
    private static final int CALLS = 5_000;

    private static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

    private ExtensionLaws() {}

    static List<Law> of(Extension extension) {
        return List.of(
                Law.once("name", () -> name(extension)),
                Law.once("parameters", () -> parameters(extension)),
                Law.everywhere("parameters-print-and-parse", sample -> printAndParse(extension, sample)),
                Law.once("stateless", () -> stateless(extension)));
    }

    /// A second instance where the class can be made by its public constructor, as a host makes it; else the same one.
    static <E extends Extension> E another(E extension) {
        try {
            @SuppressWarnings("unchecked")
            E other = (E) extension.getClass().getConstructor().newInstance();
            return other;
        } catch (ReflectiveOperationException e) {
            return extension;
        }
    }

    private static void name(Extension extension) {
        String name = extension.name();
        LawBroken.unless(
                name != null && name.matches(NAME), "'" + name + "' cannot be typed by a user; use lower-case words joined by hyphens");
        LawBroken.unless(name.equals(extension.name()), "it is '" + name + "' at first, then '" + extension.name() + "'");
        String summary = extension.summary();
        LawBroken.unless(
                summary != null && !summary.isBlank() && summary.lines().count() == 1,
                "the summary must be one line, but was '" + summary + "'");
    }

    private static void parameters(Extension extension) {
        Set<String> names = new HashSet<>();
        for (Parameter parameter : extension.parameters()) {
            String name = parameter.name();
            LawBroken.unless(name.matches(NAME), "'" + name + "' cannot name a parameter: use lower-case words joined by hyphens");
            LawBroken.unless(names.add(name), "two are named '" + name + "'");
            LawBroken.unless(
                    !name.equals(Arguments.PRECISION), "'" + name + "' is taken: every kernel gets it by Arguments.precision()");
            LawBroken.unless(!parameter.meaning().isBlank(), "'" + name + "' has no meaning that a user could read");
            LawBroken.unless(parameter.least() <= parameter.most(), "the range of '" + name + "' is empty");
            if (Double.isNaN(parameter.fallback())) {
                LawBroken.unless(
                        name.equals(LEARNING_RATE), "'" + name + "' is automatic, but the host works out no other than " + LEARNING_RATE);
            } else {
                parameter.check(parameter.fallback());
            }
        }
        LawBroken.unless(
                extension.parameters().equals(another(extension).parameters()), "two instances have different parameters");
    }

    /// Values that are printed into a report and read back are the same ones.
    private static void printAndParse(Extension extension, Sample sample) {
        Arguments given = sample.argumentsOf(extension);
        Map<String, Double> read = new TreeMap<>();
        given.numbers().forEach((name, value) -> {
            boolean own = extension.parameters().stream().anyMatch(parameter -> parameter.name().equals(name));
            if (own && !Double.isNaN(value)) {
                read.put(name, Double.valueOf(String.valueOf(value)));
            }
        });
        Arguments again = Arguments.of(another(extension), read);
        for (String name : read.keySet()) {
            LawBroken.unless(
                    Objects.equals(given.numbers().get(name), again.numbers().get(name)),
                    "'" + name + "' is " + given.numbers().get(name) + " and comes back as " + again.numbers().get(name));
        }
    }

    /// Nothing of an extension may change between two calls: not its fields, not what they hold, and not what it answers, however often it
    /// is asked.
    private static void stateless(Extension extension) {
        checkFields(extension.getClass());
        Arguments given = Arguments.defaults(extension.parameters());
        // The first answer may be kept for the next.
        List<Object> first = Formulas.of(extension, given);
        Map<String, String> before = FieldState.of(extension);
        for (int call = 2; call <= CALLS; call++) {
            List<Object> again = Formulas.of(extension, given);
            LawBroken.unless(again.equals(first), "it says " + first + " at first, and " + again + " when asked for the " + call + "th time");
        }
        checkUnchanged(before, FieldState.of(extension));
    }

    static void checkUnchanged(Map<String, String> before, Map<String, String> after) {
        before.forEach((field, value) -> LawBroken.unless(
                value.equals(after.get(field)),
                "what the field '" + field + "' holds changes from call to call; extensions have no state, what a run needs belongs to the run"));
    }

    private static void checkFields(Class<?> type) {
        for (Class<?> own = type; own != null && own != Object.class; own = own.getSuperclass()) {
            for (Field field : own.getDeclaredFields()) {
                LawBroken.unless(
                        Modifier.isFinal(field.getModifiers()) || field.isSynthetic(),
                        "the field '" + field.getName() + "' of " + own.getSimpleName()
                                + " can change; extensions have no state, what a run needs belongs to the run");
            }
        }
        for (Class<?> nested : type.getDeclaredClasses()) {
            for (Field field : nested.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                LawBroken.unless(
                        Modifier.isFinal(modifiers) || !Modifier.isStatic(modifiers) || field.isSynthetic(),
                        "the static field '" + field.getName() + "' of " + nested.getSimpleName()
                                + " can change; runs that share it are not independent");
            }
        }
    }
}
