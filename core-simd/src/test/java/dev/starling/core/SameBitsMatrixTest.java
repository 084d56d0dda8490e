package dev.starling.core;

import dev.starling.api.Affinity;
import dev.starling.api.Method;
import dev.starling.core.base.NumericalException;
import dev.starling.core.base.Precision;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Plan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

/// One SHA-256 of the coordinates of every method, whatever the number of threads and whatever the Java machine does with the code.
///
/// An hour or so, so it is asked for by `mvn -Pmatrix verify`, or for some methods by `mvn -Pmatrix -Dmatrix='t-sne|nerv' verify`.
@Tag("machines")
@EnabledIfSystemProperty(named = "starling.matrix", matches = ".+")
class SameBitsMatrixTest {
    private static final List<Integer> THREADS = List.of(1, 2, 3, 4, 7);

    /// That the number of threads does not matter is the business of machines that are faster.
    private static final List<Integer> FEW_THREADS = List.of(1, 4);

    /// Crosses blocks of points, and ends in the middle of a vector.
    private static final Size USUAL = new Size(141, 5, THREADS);

    /// The same where it takes the JIT some seconds to make vectors of objects.
    private static final Size OF_VECTORS = new Size(141, 2, FEW_THREADS);

    /// For machines that are a hundred times slower.
    private static final Size SMALL = new Size(43, 3, FEW_THREADS);

    /// For vectors in the interpreter, where every number of a vector is an object.
    private static final Size SMALLEST = new Size(27, 2, FEW_THREADS);

    /// Enough work for the adaptive back end to change over to vectors, if it is told to do so early.
    private static final Size LONG = new Size(301, 40, THREADS);

    /// Methods that also run by the far field: rows that are added up together, rows with partitions of their own, and such with precisions.
    private static final Set<String> FAR = Set.of("t-sne", "nerv", "basne");

    private static final Map<Size, List<String>> EXPECTED = new LinkedHashMap<>();

    /// How much is computed.
    private record Size(int points, int iterations, List<Integer> threads) {}

    /// How pairs are met.
    enum Way {
        DENSE,
        SPARSE,
        FAR
    }

    /// A Java machine by its flags.
    enum Flags {
        ADAPTIVE(LONG, "-Dstarling.vector.after=200000"),
        SCALAR_LONG(LONG, "-Dstarling.expr=scalar"),
        SCALAR(USUAL, "-Dstarling.expr=scalar"),
        SCALAR_FIRST_COMPILER(USUAL, "-Dstarling.expr=scalar", "-XX:TieredStopAtLevel=1"),
        SCALAR_INTERPRETER(SMALL, "-Dstarling.expr=scalar", "-Xint"),
        INTERPRETED_FORMULAS(SMALL, "-Dstarling.expr=interpret"),
        VECTORS_128(OF_VECTORS, "-Dstarling.expr=simd", "-XX:MaxVectorSize=16", "-Dstarling.vector.bits=128"),
        VECTORS_256(OF_VECTORS, "-Dstarling.expr=simd", "-XX:MaxVectorSize=32", "-Dstarling.vector.bits=256"),
        VECTORS_512(OF_VECTORS, "-Dstarling.expr=simd", "-XX:MaxVectorSize=64", "-Dstarling.vector.bits=512"),
        VECTORS_AVX_1(OF_VECTORS, "-Dstarling.expr=simd", "-XX:UseAVX=1"),
        VECTORS_AVX_2(OF_VECTORS, "-Dstarling.expr=simd", "-XX:UseAVX=2"),
        VECTORS_AVX_3(OF_VECTORS, "-Dstarling.expr=simd", "-XX:UseAVX=3"),
        VECTORS_FIRST_COMPILER(SMALL, "-Dstarling.expr=simd", "-XX:TieredStopAtLevel=1"),
        VECTORS_INTERPRETER(SMALLEST, "-Dstarling.expr=simd", "-Xint");

        private final Size size;
        private final List<String> flags;

        Flags(Size size, String... flags) {
            this.size = size;
            this.flags = List.of(flags);
        }
    }

    @BeforeAll
    static void thereAreMethods() {
        assertThat(Run.methods()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyMethodHasOneHash(Flags machine) throws Exception {
        Size size = machine.size;
        List<String> expected = EXPECTED.computeIfAbsent(size, s -> Run.hashes(s, 1));
        List<Process> started = Machine.start(
                List.of(machine.flags), Run.class, String.valueOf(size.points), String.valueOf(size.iterations),
                size.threads.stream().map(String::valueOf).collect(joining(",")), Run.chosen());
        List<String> found = Machine.outputs(started)
                .getFirst()
                .lines()
                .filter(line -> line.startsWith(Run.MARK))
                .toList();
        List<String> wanted = new ArrayList<>();
        for (int threads : size.threads) {
            expected.forEach(line -> wanted.add(line.replace(Run.threads(1), Run.threads(threads))));
        }
        assertThat(found).containsExactlyElementsOf(wanted);
        System.out.println(machine + ": " + found.size() + " runs agree");
    }

    /// What each machine runs.
    static final class Run {
        /// Begins the lines of the program, which are not alone: the machine may have remarks on its flags.
        private static final String MARK = "run ";

        private Run() {}

        public static void main(String[] arguments) {
            System.setProperty("starling.matrix", arguments[3]);
            List<Integer> threads = Stream.of(arguments[2].split(",")).map(Integer::valueOf).toList();
            Size size = new Size(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), threads);
            for (int number : threads) {
                hashes(size, number).forEach(System.out::println);
            }
        }

        /// What the names of methods must match.
        private static String chosen() {
            return System.getProperty("starling.matrix", "");
        }

        private static String threads(int number) {
            return " on " + number + " threads ";
        }

        private static List<Method> methods() {
            return Catalog.installed().all(Method.class).stream().filter(method -> method.name().matches(chosen())).toList();
        }

        private static List<String> hashes(Size size, int threads) {
            List<String> lines = new ArrayList<>();
            for (Method method : methods()) {
                for (Way way : ways(method)) {
                    for (Precision precision : Precision.values()) {
                        lines.add(MARK + method.name() + " " + way + " " + precision + threads(threads) + hash(method, size, way, precision, threads));
                    }
                }
            }
            return lines;
        }

        private static List<Way> ways(Method method) {
            boolean ofDistances = method.recipe().affinity() == Affinity.DISTANCE;
            return ofDistances ? List.of(Way.DENSE) : FAR.contains(method.name()) ? List.of(Way.values()) : List.of(Way.DENSE, Way.SPARSE);
        }

        /// Of the coordinates, or the words with which a run ends early, which must be the same as well.
        private static String hash(Method method, Size size, Way way, Precision precision, int threads) {
            double[] coordinates;
            try {
                coordinates = Embedder.of(Plan.of(method.name(), method.recipe().forIterations(size.iterations), Catalog.installed()))
                        .perplexity(8)
                        .dense(way == Way.DENSE)
                        .engine(way == Way.FAR ? Engine.FAR : Engine.EXACT)
                        .precision(precision)
                        .threads(threads)
                        .embed(Blobs.of(size.points, 4, 3))
                        .coordinates();
            } catch (NumericalException e) {
                return e.toString();
            }
            ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * coordinates.length);
            for (double coordinate : coordinates) {
                bytes.putDouble(coordinate);
            }
            try {
                return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError(e);
            }
        }
    }
}
