package org.example.rational;

import dev.starling.api.Arguments;
import dev.starling.api.Kernel;
import dev.starling.api.expr.Expr;
import dev.starling.testkit.junit.KernelLawsTest;
import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// Every law of a kernel, and what only this one promises.
class RationalQuadraticTest implements KernelLawsTest {
    @Override
    public Kernel kernel() {
        return new RationalQuadratic();
    }

    @Test
    void withManyAlikeWidthsItIsAGaussian() {
        double weight = kernel().weight(Expr.leaf("f"), Arguments.of(kernel(), Map.of("alpha", 1e9))).evaluate(Map.of("f", 1.5));
        // First order in 1/α: f²/8α.
        assertEquals(Math.exp(-0.75), weight, 1e-9);
    }
}
