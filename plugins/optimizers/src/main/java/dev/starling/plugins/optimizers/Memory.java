package dev.starling.plugins.optimizers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// All that a run remembers from step to step. Whatever is kept is an array that was asked for here, a number is an array of one,
/// so that a saved state cannot miss any of it.
final class Memory {
    private final Map<String, double[]> arrays = new LinkedHashMap<>();

    /// An array that is part of the state from now on, of zeros.
    double[] array(String name, int length) {
        double[] fresh = new double[length];
        if (arrays.put(name, fresh) != null) {
            throw new IllegalStateException("two arrays are called '" + name + "'");
        }
        return fresh;
    }

    /// A number that is part of the state from now on, 0 at first.
    double[] number(String name) {
        return array(name, 1);
    }

    Map<String, double[]> copies() {
        Map<String, double[]> copies = new LinkedHashMap<>();
        arrays.forEach((name, array) -> copies.put(name, array.clone()));
        return copies;
    }

    /// @throws IllegalArgumentException if an array is missing or of another length; nothing has changed then
    void restore(Map<String, double[]> state) {
        Map<String, double[]> checked = new LinkedHashMap<>();
        arrays.forEach((name, array) -> {
            double[] saved = state.get(name);
            if (saved == null || saved.length != array.length) {
                throw new IllegalArgumentException("the state has no '" + name + "' of length " + array.length);
            }
            checked.put(name, saved);
        });
        for (Map.Entry<String, double[]> entry : arrays.entrySet()) {
            Vectors.copy(Objects.requireNonNull(checked.get(entry.getKey())), entry.getValue());
        }
    }
}
