package dev.starling.core.matrix;

import dev.starling.core.base.Precision;
import org.apiguardian.api.API;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Numbers in a row, kept with 53 bits or, where there are very many, with 24. Whoever makes them sets them; whoever gets them from a matrix reads
/// only.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public sealed interface Numbers {
    static Numbers of(int length, Precision precision) {
        return switch (precision) {
            case DOUBLE -> new Doubles(new double[length]);
            case SINGLE -> new Singles(new float[length]);
        };
    }

    int length();

    /// What they are kept in.
    Precision precision();

    double at(int index);

    /// Keeps a number, rounded as they are kept.
    void set(int index, double value);

    /// Copies `count` numbers from `from` on to the beginning of an array.
    void copy(int from, int count, double[] to);

    default DoubleStream stream() {
        return IntStream.range(0, length()).mapToDouble(this::at);
    }

    default double[] toArray() {
        double[] all = new double[length()];
        copy(0, all.length, all);
        return all;
    }

    /// Doubles, as they are. The array is shared.
    record Doubles(double[] values) implements Numbers {
        @Override
        public int length() {
            return values.length;
        }

        @Override
        public Precision precision() {
            return Precision.DOUBLE;
        }

        @Override
        public double at(int index) {
            return values[index];
        }

        @Override
        public void set(int index, double value) {
            values[index] = value;
        }

        @Override
        public void copy(int from, int count, double[] to) {
            System.arraycopy(values, from, to, 0, count);
        }

        @Override
        public double[] toArray() {
            return values.clone();
        }
    }

    /// Floats, each as the double that it is. The array is shared.
    record Singles(float[] values) implements Numbers {
        @Override
        public int length() {
            return values.length;
        }

        @Override
        public Precision precision() {
            return Precision.SINGLE;
        }

        @Override
        public double at(int index) {
            return values[index];
        }

        @Override
        public void set(int index, double value) {
            values[index] = (float) value;
        }

        @Override
        public void copy(int from, int count, double[] to) {
            for (int e = 0; e < count; e++) {
                to[e] = values[from + e];
            }
        }
    }
}
