package dev.starling.app.plugins.guard;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.TimeZone;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What a program shares with all code in it, and no plug-in should change.
public record Surroundings(
        Locale locale, TimeZone zone, PrintStream out, PrintStream err, Thread.@Nullable UncaughtExceptionHandler handler,
        Properties properties) {
    public static Surroundings now() {
        return new Surroundings(
                Locale.getDefault(), TimeZone.getDefault(), System.out, System.err, Thread.getDefaultUncaughtExceptionHandler(),
                (Properties) System.getProperties().clone());
    }

    /// Sets back what has been changed since, and says what.
    public void restore(Consumer<String> say) {
        Surroundings after = now();
        if (!after.locale.equals(locale)) {
            Locale.setDefault(locale);
            say.accept("the default locale to " + after.locale);
        }
        if (!after.zone.equals(zone)) {
            TimeZone.setDefault(zone);
            say.accept("the default time zone to " + after.zone.getID());
        }
        if (after.out != out) {
            System.setOut(out);
            say.accept("System.out");
        }
        if (after.err != err) {
            System.setErr(err);
            say.accept("System.err");
        }
        if (after.handler != handler) {
            Thread.setDefaultUncaughtExceptionHandler(handler);
            say.accept("the handler of uncaught exceptions");
        }
        if (!after.properties.equals(properties)) {
            List<String> changed = Stream.concat(properties.keySet().stream(), after.properties.keySet().stream())
                    .distinct()
                    .filter(key -> !Objects.equals(properties.get(key), after.properties.get(key)))
                    .map(String::valueOf)
                    .sorted()
                    .toList();
            System.setProperties(properties);
            say.accept("the system property " + String.join(", ", changed));
        }
    }
}
