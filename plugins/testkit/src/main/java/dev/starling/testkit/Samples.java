package dev.starling.testkit;

import dev.starling.api.Extension;
import dev.starling.api.Kernel;
import dev.starling.api.Parameter;
import dev.starling.core.base.CounterRandom;
import org.apiguardian.api.API;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Where samples come from: always the same ones for a host, others at each run for an author's tests.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class Samples {
    private static final int SEED = 20_261_124;
    private static final int USE = 7;

    private Samples() {}

    /// The parameters of an extension whose values a sample has; of a kernel with a bandwidth also its precision.
    public static List<Parameter> parametersOf(Extension part) {
        List<Parameter> parameters = new ArrayList<>(part.parameters());
        if (part instanceof Kernel kernel && kernel.hasPrecision()) {
            parameters.add(Kernel.PRECISION);
        }
        return parameters;
    }

    /// Values at which a parameter is most likely to go wrong: its default, the ends of its range, and 0, 1, 2, where formulas
    /// have special cases.
    public static List<Double> marks(Parameter parameter) {
        return Stream.of(parameter.fallback(), parameter.least(), parameter.most(), 0.0, 1.0, 2.0)
                .filter(value -> Double.isFinite(value) && contains(parameter, value))
                .distinct()
                .toList();
    }

    /// The marks of a parameter of an extension: those, and the values for which the extension itself has a branch of its own.
    public static List<Double> marks(Extension part, Parameter parameter) {
        return marks(part, parameter, Map.of());
    }

    /// The same where other parameters have these values, of which the extension may have made a branch of its own.
    static List<Double> marks(Extension part, Parameter parameter, Map<String, Double> others) {
        return Stream.concat(marks(parameter).stream(), AskedValues.of(part, parameter, others).stream()).distinct().toList();
    }

    /// The value at a place between 0 and 1 of a parameter's range. It is a special case or a clear step away from one: beside it, a
    /// formula may lose digits, which is no fault.
    public static double within(Parameter parameter, double place) {
        boolean below = Double.isFinite(parameter.least());
        boolean above = Double.isFinite(parameter.most());
        double value;
        if (below && above) {
            value = parameter.least() + (parameter.most() - parameter.least()) * (1 + Math.floor(62 * place)) / 64;
        } else if (below) {
            value = parameter.least() + Sample.powerOfTen(6 * place - 3);
        } else if (above) {
            value = parameter.most() - Sample.powerOfTen(6 * place - 3);
        } else {
            value = Math.floor(101 * place) / 20 - 2;
        }
        return contains(parameter, value) ? value : parameter.fallback();
    }

    static boolean contains(Parameter parameter, double value) {
        return (parameter.leastIn() ? value >= parameter.least() : value > parameter.least())
                && (parameter.mostIn() ? value <= parameter.most() : value < parameter.most());
    }

    /// The defaults, each parameter at each of its marks, several where they have a branch together, then values from everywhere; `count` of
    /// them or, where there are more branches, more; always the same.
    static List<Sample> fixed(Extension part, int count) {
        List<Parameter> parameters = parametersOf(part);
        CounterRandom random = new CounterRandom(SEED, USE);
        List<Sample> samples = new ArrayList<>();
        samples.add(new Sample(new TreeMap<>(), places(random, 0)));
        for (Parameter parameter : parameters) {
            for (double mark : marks(part, parameter)) {
                samples.add(new Sample(new TreeMap<>(), places(random, samples.size())).with(parameter.name(), mark));
            }
        }
        for (Map<String, Double> together : AskedValues.together(part, parameters)) {
            samples.add(new Sample(new TreeMap<>(together), places(random, samples.size())));
        }
        Map<Parameter, List<Double>> marks = new LinkedHashMap<>();
        parameters.forEach(parameter -> marks.put(parameter, marks(part, parameter)));
        while (samples.size() < count) {
            int number = samples.size();
            Sample sample = new Sample(new TreeMap<>(), places(random, number));
            for (int k = 0; k < parameters.size(); k++) {
                sample = sample.with(parameters.get(k).name(), drawn(parameters.get(k), marks, random, 1_000_000L + 64L * number + 2L * k));
            }
            samples.add(sample);
        }
        return samples;
    }

    private static double drawn(Parameter parameter, Map<Parameter, List<Double>> all, CounterRandom random, long index) {
        List<Double> marks = all.getOrDefault(parameter, List.of());
        double choice = random.uniform(index);
        // One in four is a mark, so that marks of several parameters meet.
        return choice < 0.25 && !marks.isEmpty()
                ? marks.get((int) (4 * choice * marks.size()))
                : within(parameter, random.uniform(index + 1));
    }

    private static List<Double> places(CounterRandom random, int number) {
        List<Double> places = new ArrayList<>();
        for (int k = 0; k < Sample.PLACES; k++) {
            places.add(random.uniform((long) number * Sample.PLACES + k));
        }
        return places;
    }
}
