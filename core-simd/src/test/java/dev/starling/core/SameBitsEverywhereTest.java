package dev.starling.core;

import dev.starling.api.Normalization;
import dev.starling.api.Recipe;
import dev.starling.core.base.Precision;
import dev.starling.core.simd.VectorSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/// One hash of the coordinates, whatever the Java machine does with the code: vectors of any width, older instruction sets, the
/// interpreter alone, the first compiler alone, and every back end. Each is a machine of its own. [SameBitsMatrixTest] asks more.
@Tag("machines")
class SameBitsEverywhereTest {
    private static final List<List<String>> MACHINES = List.of(
            List.of("-Dstarling.expr=simd", "-Dstarling.vector.bits=128"),
            List.of("-Dstarling.expr=simd", "-XX:MaxVectorSize=32", "-Dstarling.vector.bits=256"),
            List.of("-Dstarling.expr=simd"),
            List.of("-Dstarling.expr=scalar", "-XX:TieredStopAtLevel=1"),
            List.of("-Dstarling.expr=scalar", "-Xint"));

    @Test
    void everyMachineGivesTheSameCoordinates() throws IOException, InterruptedException {
        List<Process> processes = Machine.start(MACHINES, Run.class);
        String expected = Run.hashes();
        List<String> outputs = Machine.outputs(processes);
        for (int m = 0; m < outputs.size(); m++) {
            assertThat(outputs.get(m)).as(MACHINES.get(m).toString()).isEqualTo(expected);
        }
    }

    /// The test of the test: a sum whose order follows the width of the vectors is seen.
    @Test
    void anOrderThatDependsOnTheWidthWouldBeSeen() throws IOException, InterruptedException {
        List<List<String>> widths = List.of(List.of("-Dstarling.vector.bits=128"), List.of("-Dstarling.vector.bits=512"));
        assertThat(Machine.outputs(Machine.start(widths, SumInOrderOfWidth.class))).doesNotHaveDuplicates();
    }

    /// As many running sums as a vector of this machine has numbers, which are added up at the end.
    static final class SumInOrderOfWidth {
        private SumInOrderOfWidth() {}

        public static void main(String[] arguments) {
            double[] sums = new double[VectorSupport.width(Precision.DOUBLE)];
            for (int i = 0; i < 1_000; i++) {
                sums[i % sums.length] += 1.0 / (i + 1);
            }
            System.out.println(Arrays.stream(sums).reduce(0, Double::sum));
        }
    }

    /// What each machine runs: short runs that cross tiles, in both precisions, with and without elementary functions.
    static final class Run {
        private Run() {}

        public static void main(String[] arguments) {
            System.out.println(hashes());
        }

        static String hashes() {
            return hash("kullback-leibler", "student-t", Normalization.PAIR, Precision.DOUBLE) + " "
                    + hash("kullback-leibler", "student-t", Normalization.PAIR, Precision.SINGLE) + " "
                    + hash("nerv", "gaussian", Normalization.POINT, Precision.DOUBLE) + " "
                    + hash("jensen-shannon", "heavy-tailed", Normalization.PAIR, Precision.SINGLE);
        }

        private static int hash(String cost, String kernel, Normalization normalization, Precision precision) {
            Embedder embedder = Embedder.of(Recipe.of(cost, kernel, normalization).forIterations(3))
                    .perplexity(8)
                    .dense(false)
                    .precision(precision)
                    .threads(2);
            return Arrays.hashCode(embedder.embed(Blobs.of(141, 4, 3)).coordinates());
        }
    }
}
