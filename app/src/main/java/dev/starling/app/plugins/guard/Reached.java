package dev.starling.app.plugins.guard;

/// How far an optimizer came: its last position in which every number was finite.
///
/// @param position   dimension-major; learned parameters, if there are any, follow the coordinates
/// @param iterations steps taken until then
public record Reached(double[] position, int iterations) {
    public Reached {
        position = position.clone();
    }

    @Override
    public double[] position() {
        return position.clone();
    }
}
