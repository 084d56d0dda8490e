package dev.starling.benchmarks.byhand;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.Objects;

/// What tells the loops of one combination from those of another.
///
/// A loop is written once, with constants in the places where combinations differ, and its class is defined anew for each form with
/// other constants. So each combination has machine code and a profile of its own, as if its loop had been written out by itself.
///
/// @param pointWise  whether weights are divided by the sum of their row, instead of by that of all pairs
record Form(CostForm cost, KernelForm kernel, boolean pointWise) {

    /// A copy of a loop's class for this form.
    Loop loop(Class<? extends Loop> written) {
        try (InputStream in = Objects.requireNonNull(written.getResourceAsStream(written.getSimpleName() + ".class"))) {
            MethodHandles.Lookup copy = MethodHandles.lookup().defineHiddenClassWithClassData(in.readAllBytes(), this, true);
            return (Loop) copy.lookupClass().getDeclaredConstructor().newInstance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot define a copy of " + written, e);
        }
    }

    /// The form that a copy was made for, asked for by its static initializer.
    static Form of(MethodHandles.Lookup copy) {
        try {
            return MethodHandles.classData(copy, "_", Form.class);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
