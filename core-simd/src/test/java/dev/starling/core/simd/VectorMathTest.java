package dev.starling.core.simd;

import dev.starling.api.expr.tree.Elementary;
import dev.starling.core.base.Precision;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;

import static org.assertj.core.api.Assertions.assertThat;

/// [VectorMath] gives the bits of [Elementary], at every width, while it is interpreted and after it has been compiled.
///
/// The width is a constant of the JVM, so each has a JVM of its own.
class VectorMathTest {
    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void everyWidthGivesTheBitsOfTheScalarForm(int bits) throws Exception {
        Process child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules", "jdk.incubator.vector", "-Xmx256m", "-Dstarling.vector.bits=" + bits,
                        "-cp", System.getProperty("java.class.path"), Comparison.class.getName()))
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(child.exitValue()).as(said).isZero();
        assertThat(said).contains("same bits in " + bits / 64 + " lanes");
    }

    /// What runs in the child: prints the first difference and exits with 1, or says that there is none.
    static final class Comparison {
        private static final double[] SPECIAL = {
            0.0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, 0x1p-1030, Double.MIN_NORMAL, -Double.MIN_NORMAL, Math.nextDown(Double.MIN_NORMAL),
            1e-200, 0x1p-53, 0.5, Math.nextDown(0.5), 1, -1, Math.nextDown(1), Math.nextUp(1), Math.sqrt(0.5), Math.sqrt(2), 2, -2, 3, -3,
            0.1, -0.3, 1e16, 0x1p52 + 1, 0x1p53, Elementary.EXP_MOST, Math.nextUp(Elementary.EXP_MOST), Elementary.EXP_LEAST,
            Math.nextDown(Elementary.EXP_LEAST), 745.2, -745.2, 1e300, -1e300, Double.MAX_VALUE, -Double.MAX_VALUE,
            Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN
        };

        private static final int RANDOM_VECTORS = 60_000;

        private Comparison() {}

        public static void main(String[] arguments) {
            Random random = new Random(1);
            compare("exp", (x, _) -> VectorMath.exp(x), (x, _) -> Elementary.exp(x), random);
            compare("exp of not positive", (x, _) -> VectorMath.expOfNotPositive(x.abs().neg()), (x, _) -> Elementary.exp(-Math.abs(x)), random);
            compare("log", (x, _) -> VectorMath.log(x), (x, _) -> Elementary.log(x), random);
            compare("log1p", (x, _) -> VectorMath.log1p(x), (x, _) -> Elementary.log1p(x), random);
            compare("log of normal", (x, _) -> VectorMath.logOfNormal(x.abs().max(Double.MIN_NORMAL)),
                    (x, _) -> Elementary.log(Math.max(Math.abs(x), Double.MIN_NORMAL)), random);
            compare("weighted log", (x, y) -> VectorMath.weightedLog(y.blend(x, x.compare(VectorOperators.NE, x)), x.abs().max(Double.MIN_NORMAL)),
                    (x, y) -> (Double.isNaN(x) ? x : y)
                            * Elementary.log(Math.min(Math.max(Math.abs(x), Double.MIN_NORMAL), Double.MAX_VALUE)), random);
            compare("log1p of not negative", (x, _) -> VectorMath.log1pOfNotNegative(x.abs()),
                    (x, _) -> Elementary.log1p(Math.abs(x)), random);
            compare("pow", VectorMath::pow, Elementary::pow, random);
            System.out.println("same bits in " + VectorSupport.width(Precision.DOUBLE) + " lanes");
        }

        private static void compare(String name, BinaryOperator<DoubleVector> vector, DoubleBinaryOperator scalar, Random random) {
            int width = VectorSupport.width(Precision.DOUBLE);
            double[] x = new double[width];
            double[] y = new double[width];
            // Special values in each lane, beside ordinary ones and beside each other.
            for (double first : SPECIAL) {
                for (double second : SPECIAL) {
                    for (int lane = 0; lane < width; lane++) {
                        java.util.Arrays.setAll(x, _ -> random.nextBoolean() ? 1.5 : SPECIAL[random.nextInt(SPECIAL.length)]);
                        java.util.Arrays.setAll(y, _ -> random.nextBoolean() ? -0.7 : SPECIAL[random.nextInt(SPECIAL.length)]);
                        x[lane] = first;
                        y[lane] = second;
                        check(name, vector, scalar, x, y);
                    }
                }
            }
            // Enough for the last compiler to take over.
            for (int k = 0; k < RANDOM_VECTORS; k++) {
                for (int lane = 0; lane < width; lane++) {
                    x[lane] = number(random);
                    y[lane] = number(random);
                }
                check(name, vector, scalar, x, y);
            }
        }

        /// Any bits, a moderate number, a positive one, one near 1.
        private static double number(Random random) {
            return switch (random.nextInt(4)) {
                case 0 -> Double.longBitsToDouble(random.nextLong());
                case 1 -> random.nextGaussian() * 200;
                case 2 -> Math.exp(random.nextGaussian() * 20);
                default -> 1 + random.nextGaussian() * 1e-3;
            };
        }

        private static void check(String name, BinaryOperator<DoubleVector> vector, DoubleBinaryOperator scalar, double[] x, double[] y) {
            double[] results = new double[x.length];
            vector.apply(DoubleVector.fromArray(Species.DOUBLE, x, 0), DoubleVector.fromArray(Species.DOUBLE, y, 0)).intoArray(results, 0);
            for (int lane = 0; lane < x.length; lane++) {
                double expected = scalar.applyAsDouble(x[lane], y[lane]);
                if (Double.doubleToLongBits(results[lane]) != Double.doubleToLongBits(expected)) {
                    System.out.println(name + " at x = " + Double.toHexString(x[lane]) + ", y = " + Double.toHexString(y[lane]) + ": "
                            + Double.toHexString(results[lane]) + " in lane " + lane + ", but " + Double.toHexString(expected));
                    System.exit(1);
                }
            }
        }
    }
}
