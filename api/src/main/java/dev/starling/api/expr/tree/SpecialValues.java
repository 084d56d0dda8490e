package dev.starling.api.expr.tree;

import java.util.function.BiConsumer;

/// The numbers that the author of a formula has a branch of its own for, as asked by [dev.starling.api.expr.Expr#is]. Whoever tests
/// the formula listens, and tries them.
public final class SpecialValues {
    private static final ScopedValue<BiConsumer<Constant, Double>> LISTENER = ScopedValue.newInstance();

    private SpecialValues() {}

    static void tell(Constant asked, double number) {
        if (LISTENER.isBound()) {
            LISTENER.get().accept(asked, number);
        }
    }

    /// Hands each number that is asked whether it is another to `listener`, with that other, while `work` runs on this thread.
    public static void whileHeard(BiConsumer<Constant, Double> listener, Runnable work) {
        ScopedValue.where(LISTENER, listener).run(work);
    }
}
