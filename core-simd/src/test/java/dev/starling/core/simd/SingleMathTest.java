package dev.starling.core.simd;

import dev.starling.api.expr.tree.Elementary;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;

import static org.assertj.core.api.Assertions.assertThat;

/// Elementary functions of floats: near the truth, and the same bits in a scalar and in a vector.
class SingleMathTest {
    /// A prime, so that every exponent is met with many fractions.
    private static final int STEP = 7919;

    private static final float[] EDGES = {
        0f, -0f, Float.MIN_VALUE, Float.MIN_NORMAL, -Float.MIN_NORMAL, 1f, Math.nextUp(1f), Math.nextDown(1f), -1f, 2f, 0.5f,
        Float.MAX_VALUE, -Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, SingleMath.EXP_MOST, SingleMath.EXP_LEAST,
        Math.nextUp(SingleMath.EXP_MOST), Math.nextDown(SingleMath.EXP_LEAST)
    };

    /// Scalar, vector, and the truth in double, whose own error is a billionth of a float's unit.
    enum Function {
        EXP(1, (x, y) -> Elementary.exp(x)) {
            @Override
            float scalar(float x, float y) {
                return SingleMath.exp(x);
            }

            @Override
            FloatVector vector(FloatVector x, FloatVector y) {
                return SingleVectorMath.exp(x);
            }
        },
        EXP_OF_NOT_POSITIVE(1, (x, y) -> Elementary.exp(-Math.abs(x))) {
            @Override
            float scalar(float x, float y) {
                return SingleMath.exp(-Math.abs(x));
            }

            @Override
            FloatVector vector(FloatVector x, FloatVector y) {
                return SingleVectorMath.expOfNotPositive(x.abs().neg());
            }
        },
        LOG(1, (x, y) -> Elementary.log(x)) {
            @Override
            float scalar(float x, float y) {
                return SingleMath.log(x);
            }

            @Override
            FloatVector vector(FloatVector x, FloatVector y) {
                return SingleVectorMath.log(x);
            }
        },
        LOG1P(1, (x, y) -> Elementary.log1p(x)) {
            @Override
            float scalar(float x, float y) {
                return SingleMath.log1p(x);
            }

            @Override
            FloatVector vector(FloatVector x, FloatVector y) {
                return SingleVectorMath.log1p(x);
            }
        },
        LOG_OF_NORMAL(1, (x, y) -> Elementary.log(Math.max(Math.abs(x), Float.MIN_NORMAL))) {
            @Override
            float scalar(float x, float y) {
                return SingleMath.log(Math.max(Math.abs(x), Float.MIN_NORMAL));
            }

            @Override
            FloatVector vector(FloatVector x, FloatVector y) {
                return SingleVectorMath.logOfNormal(x.abs().max(Float.MIN_NORMAL));
            }
        },
        WEIGHTED_LOG(1, (x, y) -> Elementary.log(Math.min(Math.max(Math.abs(x), Float.MIN_NORMAL), Float.MAX_VALUE))) {
            @Override
            float scalar(float x, float y) {
                return SingleMath.log(Math.min(Math.max(Math.abs(x), Float.MIN_NORMAL), Float.MAX_VALUE));
            }

            @Override
            FloatVector vector(FloatVector x, FloatVector y) {
                FloatVector weight = x.blend(1, x.compare(VectorOperators.EQ, x));
                return SingleVectorMath.weightedLog(weight, x.abs().max(Float.MIN_NORMAL));
            }
        },
        LOG1P_OF_NOT_NEGATIVE(1, (x, y) -> Elementary.log1p(Math.abs(x))) {
            @Override
            float scalar(float x, float y) {
                return SingleMath.log1p(Math.abs(x));
            }

            @Override
            FloatVector vector(FloatVector x, FloatVector y) {
                return SingleVectorMath.log1pOfNotNegative(x.abs());
            }
        },
        POW(2, Elementary::pow) {
            @Override
            float scalar(float x, float y) {
                return SingleMath.pow(x, y);
            }

            @Override
            FloatVector vector(FloatVector x, FloatVector y) {
                return SingleVectorMath.pow(x, y);
            }
        };

        final double units;
        final DoubleBinaryOperator truth;

        Function(double units, DoubleBinaryOperator truth) {
            this.units = units;
            this.truth = truth;
        }

        abstract float scalar(float x, float y);

        abstract FloatVector vector(FloatVector x, FloatVector y);

        void check(float x, float y) {
            float value = scalar(x, y);
            double exact = truth.applyAsDouble(x, y);
            double flushed = (this == EXP || this == EXP_OF_NOT_POSITIVE || this == POW) && Math.abs(exact) < Float.MIN_NORMAL ? 0 : exact;
            String what = this + "(" + x + ", " + y + ")";
            if (Double.isNaN(exact) || Math.abs(exact) > Float.MAX_VALUE) {
                assertThat(Float.valueOf(value)).as(what).isEqualTo(Float.valueOf((float) exact));
            } else if (Math.abs(exact) < Float.MIN_NORMAL * 1.0000002 && (this == EXP || this == EXP_OF_NOT_POSITIVE || this == POW)) {
                // At the edge of the normal range, rounding decides between it and 0; x to the power 1 is x.
                assertThat(Math.abs(value)).as(what).isIn(0f, Float.MIN_NORMAL, y == 1 ? Math.abs(x) : 0f);
            } else {
                assertThat(Math.abs(value - flushed) / Math.ulp((float) Math.abs(exact))).as(what).isLessThanOrEqualTo(units);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void isWithinItsUnitsOfTheTruth(Function function) {
        SplittableRandom random = new SplittableRandom(1);
        for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += STEP) {
            float x = Float.intBitsToFloat((int) bits);
            function.check(x, (float) random.nextDouble(-4, 4));
        }
        for (float x : EDGES) {
            for (float y : EDGES) {
                function.check(x, y);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void hasTheSameBitsInAVector(Function function) {
        int width = Species.SINGLE.length();
        float[] x = new float[width];
        float[] y = new float[width];
        SplittableRandom random = new SplittableRandom(2);
        for (int trial = 0; trial < 20_000; trial++) {
            for (int lane = 0; lane < width; lane++) {
                boolean edge = random.nextInt(8) == 0;
                x[lane] = edge ? EDGES[random.nextInt(EDGES.length)] : Float.intBitsToFloat(random.nextInt());
                y[lane] = edge ? EDGES[random.nextInt(EDGES.length)] : (float) random.nextDouble(-4, 4);
            }
            float[] all = function.vector(FloatVector.fromArray(Species.SINGLE, x, 0), FloatVector.fromArray(Species.SINGLE, y, 0))
                    .toArray();
            for (int lane = 0; lane < width; lane++) {
                assertThat(Float.floatToIntBits(all[lane]))
                        .as(function + "(" + x[lane] + ", " + y[lane] + ")")
                        .isEqualTo(Float.floatToIntBits(function.scalar(x[lane], y[lane])));
            }
        }
    }
}
