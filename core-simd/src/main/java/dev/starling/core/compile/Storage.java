package dev.starling.core.compile;

import dev.starling.core.base.Precision;

import java.util.Arrays;

/// Arrays of one precision, for those who hand numbers to a loop and fetch its sums: conversions happen here and nowhere else.
///
/// @param <A> `double[]` or `float[]`
public sealed interface Storage<A> {
    static Storage<?> of(Precision precision) {
        return switch (precision) {
            case DOUBLE -> new Doubles();
            case SINGLE -> new Floats();
        };
    }

    Precision precision();

    A newArray(int length);

    A[] newArrays(int count);

    /// The values in this precision, padded so that a width of lanes can be loaded at each of them; the array itself where it is of
    /// this precision, and then as padded as it was.
    A of(double[] values);

    void set(A array, int index, double value);

    /// Fills the places `from` until before `to` with 0.
    void clear(A array, int from, int to);

    /// Adds up a width of lanes from `from` on, by halves and in this precision, and as many each `step` further on. Adds what comes out to
    /// `count` sums from `at` on, and clears the lanes.
    void takeSums(A lanes, int from, int step, int count, double[] sums, int at);

    /// Adds `count` terms from `from` on to the sums from `at` on.
    void add(A terms, int from, double[] sums, int at, int count);

    /// Takes `count` terms from `from` on from the sums from `at` on.
    void subtract(A terms, int from, double[] sums, int at, int count);

    /// Doubles as they are.
    record Doubles() implements Storage<double[]> {
        @Override
        public Precision precision() {
            return Precision.DOUBLE;
        }

        @Override
        public double[] newArray(int length) {
            return new double[length];
        }

        @Override
        public double[][] newArrays(int count) {
            return new double[count][];
        }

        @Override
        public double[] of(double[] values) {
            return values;
        }

        @Override
        public void set(double[] array, int index, double value) {
            array[index] = value;
        }

        @Override
        public void clear(double[] array, int from, int to) {
            Arrays.fill(array, from, to, 0);
        }

        @Override
        public void takeSums(double[] lanes, int from, int step, int count, double[] sums, int at) {
            for (int i = 0; i < count; i++) {
                sums[at + i] += sumOfLanes(lanes, from + i * step);
                clear(lanes, from + i * step, from + i * step + Precision.DOUBLE.lanes());
            }
        }

        private static double sumOfLanes(double[] lanes, int at) {
            double a = lanes[at] + lanes[at + 4];
            double b = lanes[at + 1] + lanes[at + 5];
            double c = lanes[at + 2] + lanes[at + 6];
            double d = lanes[at + 3] + lanes[at + 7];
            return (a + c) + (b + d);
        }

        @Override
        public void add(double[] terms, int from, double[] sums, int at, int count) {
            for (int i = 0; i < count; i++) {
                sums[at + i] += terms[from + i];
            }
        }

        @Override
        public void subtract(double[] terms, int from, double[] sums, int at, int count) {
            for (int i = 0; i < count; i++) {
                sums[at + i] -= terms[from + i];
            }
        }
    }

    /// Floats, rounded on the way in and widened on the way out.
    record Floats() implements Storage<float[]> {
        @Override
        public Precision precision() {
            return Precision.SINGLE;
        }

        @Override
        public float[] newArray(int length) {
            return new float[length];
        }

        @Override
        public float[][] newArrays(int count) {
            return new float[count][];
        }

        @Override
        public float[] of(double[] values) {
            float[] rounded = new float[values.length + Precision.SINGLE.lanes() - 1];
            for (int i = 0; i < values.length; i++) {
                rounded[i] = (float) values[i];
            }
            return rounded;
        }

        @Override
        public void set(float[] array, int index, double value) {
            array[index] = (float) value;
        }

        @Override
        public void clear(float[] array, int from, int to) {
            Arrays.fill(array, from, to, 0);
        }

        @Override
        public void takeSums(float[] lanes, int from, int step, int count, double[] sums, int at) {
            for (int i = 0; i < count; i++) {
                sums[at + i] += sumOfLanes(lanes, from + i * step);
                clear(lanes, from + i * step, from + i * step + Precision.SINGLE.lanes());
            }
        }

        private static float sumOfLanes(float[] lanes, int at) {
            float a = fourth(lanes, at) + fourth(lanes, at + 2);
            float b = fourth(lanes, at + 1) + fourth(lanes, at + 3);
            return a + b;
        }

        private static float fourth(float[] lanes, int at) {
            return (lanes[at] + lanes[at + 8]) + (lanes[at + 4] + lanes[at + 12]);
        }

        @Override
        public void add(float[] terms, int from, double[] sums, int at, int count) {
            for (int i = 0; i < count; i++) {
                sums[at + i] += terms[from + i];
            }
        }

        @Override
        public void subtract(float[] terms, int from, double[] sums, int at, int count) {
            for (int i = 0; i < count; i++) {
                sums[at + i] -= terms[from + i];
            }
        }
    }
}
