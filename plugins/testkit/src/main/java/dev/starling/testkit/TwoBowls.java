package dev.starling.testkit;

import dev.starling.api.Laplacian;
import dev.starling.api.Objective;

import java.util.Optional;

/// One bowl first and then another, as the cost is one with exaggerated attraction first and then the true one.
final class TwoBowls implements Objective {
    private final Bowl second;
    private Bowl now;

    TwoBowls(Bowl first, Bowl second) {
        this.second = second;
        this.now = first;
    }

    void change() {
        now = second;
    }

    double value(double[] y) {
        return now.value(y);
    }

    @Override
    public int n() {
        return now.n();
    }

    @Override
    public int dimensions() {
        return now.dimensions();
    }

    @Override
    public void gradient(double[] y, double[] gradient) {
        now.gradient(y, gradient);
    }

    @Override
    public double valueAndGradient(double[] y, double[] gradient) {
        return now.valueAndGradient(y, gradient);
    }

    /// That of the present bowl, whenever it is asked, as the host's is that of the present exaggeration.
    @Override
    public Optional<Laplacian> attraction() {
        return Optional.of(new Laplacian() {
            @Override
            public void multiply(double[] x, double[] out) {
                now.attraction().orElseThrow().multiply(x, out);
            }

            @Override
            public double[] diagonal() {
                return now.attraction().orElseThrow().diagonal();
            }
        });
    }
}
