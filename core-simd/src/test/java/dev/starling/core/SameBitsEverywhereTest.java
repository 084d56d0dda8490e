package dev.starling.core;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/// One hash of the coordinates, whatever the Java machine does with the code: vectors of any width, older instruction sets, the
/// interpreter alone, the first compiler alone, and every back end. Each is a machine of its own.
class SameBitsEverywhereTest {
    private static final List<List<String>> MACHINES = List.of(
            List.of("-Dstarling.expr=simd", "-Dstarling.vector.bits=128"),
            List.of("-Dstarling.expr=simd", "-XX:MaxVectorSize=32", "-Dstarling.vector.bits=256"),
            List.of("-Dstarling.expr=simd"),
            List.of("-Dstarling.expr=scalar", "-XX:TieredStopAtLevel=1"),
            List.of("-Dstarling.expr=scalar", "-Xint"));

    @Test
    void everyMachineGivesTheSameCoordinates() throws IOException, InterruptedException {
        List<Process> processes = new ArrayList<>();
        for (List<String> flags : MACHINES) {
            processes.add(start(flags));
        }
        String expected = Run.hashes();
        for (int m = 0; m < processes.size(); m++) {
            String output = new String(processes.get(m).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(processes.get(m).waitFor()).as(output).isZero();
            assertThat(output.strip()).as(MACHINES.get(m).toString()).isEqualTo(expected);
        }
    }

    private static Process start(List<String> flags) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Run.class.getName()));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
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
            Affinity affinity = normalization == Normalization.POINT ? Affinity.ROW : Affinity.JOINT;
            Embedder embedder = Embedder.of(Recipe.of(cost, kernel, normalization, affinity).forIterations(3))
                    .perplexity(8)
                    .dense(false)
                    .precision(precision)
                    .threads(2);
            return Arrays.hashCode(embedder.embed(Blobs.of(141, 4, 3)).coordinates());
        }
    }
}
