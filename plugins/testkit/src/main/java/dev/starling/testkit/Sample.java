package dev.starling.testkit;

import dev.starling.api.Arguments;
import dev.starling.api.Extension;
import dev.starling.api.Parameter;
import dev.starling.api.expr.tree.Elementary;
import org.apiguardian.api.API;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// One case in which laws are tried: values of an extension's parameters, and places from which each law makes its own numbers.
///
/// @param values  of parameters by name; those that are missing have their default
/// @param places  [#PLACES] numbers between 0 and 1
@API(status = API.Status.STABLE, since = "1.0")
public record Sample(SortedMap<String, Double> values, List<Double> places) {
    /// Number of places.
    public static final int PLACES = 8;

    private static final double LN_10 = 0x1.26bb1bbb55516p1;

    public Sample {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        places = List.copyOf(places);
        if (places.size() != PLACES || !places.stream().allMatch(place -> place >= 0 && place <= 1)) {
            throw new IllegalArgumentException("a sample has " + PLACES + " places between 0 and 1, but was given " + places);
        }
    }

    double place(int k) {
        return places.get(k);
    }

    /// A place as a power of ten, 10^least to 10^most.
    double magnitude(int k, double least, double most) {
        return powerOfTen(least + (most - least) * place(k));
    }

    static double powerOfTen(double exponent) {
        return Elementary.exp(exponent * LN_10);
    }

    /// A seed that differs where places do.
    long seed() {
        return places.hashCode();
    }

    /// The values as arguments of a part.
    Arguments argumentsOf(Extension part) {
        return Arguments.of(part, values);
    }

    /// The values of all parameters but one.
    Map<String, Double> others(Parameter parameter) {
        Map<String, Double> others = new TreeMap<>(values);
        others.remove(parameter.name());
        return others;
    }

    /// The same places with another value of a parameter.
    Sample with(String parameter, double value) {
        Map<String, Double> changed = new TreeMap<>(values);
        changed.put(parameter, value);
        return new Sample(new TreeMap<>(changed), places);
    }
}
