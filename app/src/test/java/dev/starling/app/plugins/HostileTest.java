package dev.starling.app.plugins;

import dev.starling.app.ShortProgram;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/// Plug-ins that behave at start-up and no longer in the run: the message names plug-in and call, what was reached is kept, and the
/// exit code is 4.
class HostileTest {
    @TempDir
    static Path home;

    private static Path builtIn;
    private static Path hostile;

    private record Ended(int code, String out, String err) {}

    @BeforeAll
    static void build() {
        builtIn = Distribution.in(home);
        hostile = home.resolve("hostile");
        PluginJar.named("hostile")
                .java(PluginJar.kernelSource("Hostile", "hostile", """
                        static final Parameter MODE = Parameter.named("mode").atLeast(0).orElse(0).meaning("of misbehaving");
                        @Override public List<Parameter> parameters() { return List.of(MODE); }
                        static Expr deep(Expr f, int n) { return deep(f, n + 1).plus(n); }
                        static Expr misbehave(Expr f, int mode) {
                            switch (mode) {
                                case 1 -> throw new UnsupportedOperationException("bad mood");
                                case 2 -> { return null; }
                                case 3 -> System.exit(0);
                                case 4 -> { while (true) Thread.onSpinWait(); }
                                case 5 -> { return deep(f, 0); }
                                case 6 -> { List<long[]> all = new ArrayList<>(); while (true) all.add(new long[1 << 20]); }
                                case 7 -> throw new AssertionError("never");
                                case 8 -> System.out.println("I am a result");
                                case 9 -> Locale.setDefault(Locale.forLanguageTag("tr-TR"));
                                case 10 -> System.setOut(System.err);
                                case 11 -> throw new IllegalArgumentException("mode must not be 11");
                                case 12 -> sneaky(new java.io.IOException("checked"));
                                case 13 -> { return f.negated().log(); }
                                case 14 -> {
                                    System.err.println("\\u001b[2J\\rstarling: error: forged");
                                    System.out.print("one forged ");
                                    System.out.print("line");
                                    System.err.println();
                                    sneakyJoin(new Thread(() -> { throw new IllegalStateException("forged\\nstarling: error: again forged"); }));
                                    java.util.concurrent.CompletableFuture.completedFuture("forged elsewhere").thenAcceptAsync(System.err::println).join();
                                }
                                default -> { }
                            }
                            return f.plus(1).reciprocal();
                        }
                        static void sneakyJoin(Thread thread) {
                            thread.start();
                            try { thread.join(); } catch (InterruptedException e) { throw new IllegalStateException(e); }
                        }
                        @SuppressWarnings("unchecked")
                        static <E extends Exception> void sneaky(Exception e) throws E { throw (E) e; }
                        """, "misbehave(f, (int) given.value(MODE))"))
                .service("Kernel", "org.acme.Hostile")
                .java("""
                        package org.acme;
                        import dev.starling.api.*;
                        import java.util.*;
                        public class Descent implements Optimizer {
                            static final Parameter MODE = Parameter.named("mode").atLeast(0).orElse(0).meaning("of misbehaving");
                            @Override public String name() { return "hostile"; }
                            @Override public String summary() { return "made for a test"; }
                            @Override public List<Parameter> parameters() { return List.of(MODE); }
                            @Override public Run start(Objective objective, double[] y, Arguments given) {
                                int mode = (int) given.value(MODE);
                                double[] x = y.clone();
                                double[] g = new double[y.length];
                                if (mode == 1) return null;
                                if (mode == 13) throw new IllegalStateException("not today");
                                if (mode == 15) throw new IllegalArgumentException("\\u001b[31mforged\\nstarling: error: again");
                                if (mode == 14) throw new java.util.concurrent.CancellationException("never mind");
                                if (mode == 2) Arrays.fill(y, Double.NaN);
                                return new Run() {
                                    int steps;
                                    public Step step() {
                                        objective.gradient(x, mode == 3 ? new double[1] : g);
                                        for (int c = 0; c < x.length; c++) x[c] -= g[c];
                                        if (++steps == 5) {
                                            switch (mode) {
                                                case 4 -> throw new UnsupportedOperationException("bad mood");
                                                case 5 -> x[3] = Double.NaN;
                                                case 6 -> System.exit(0);
                                                case 7 -> { while (true) Thread.onSpinWait(); }
                                                case 8 -> { return null; }
                                                case 9 -> throw new IllegalStateException("no way down");
                                                case 12 -> { for (int c = 0; c < x.length; c++) x[c] *= 1e300; }
                                                case 16 -> throw new IllegalArgumentException("no such step");
                                                case 17 -> throw new IllegalStateException("\\u001b[31mforged\\nstarling: error: again");
                                                case 18 -> { return new Step(Double.NaN, 1, "\\u001b[31mforged\\nstarling: error: again" + "!".repeat(5000)); }
                                                case 10 -> new Thread(() -> { while (true) Thread.onSpinWait(); }, "stray").start();
                                                default -> { }
                                            }
                                        }
                                        return new Step(Double.NaN, 1, null);
                                    }
                                    public double[] position() { return steps == 5 && mode == 11 ? new double[2] : x.clone(); }
                                    public Map<String, double[]> state() { return Map.of("x", x.clone()); }
                                    public void restore(Map<String, double[]> state) { }
                                };
                            }
                        }
                        """)
                .service("Optimizer", "org.acme.Descent")
                .write(hostile);
    }

    /// Calls that never return are waited for only as long as must be; the others have time, also on a machine that is busy.
    private static Ended run(String part, int mode) throws IOException, InterruptedException {
        boolean endless = part.equals("kernel") ? mode == 4 : mode == 7;
        return run(part, mode, endless ? 2 : 60, hostile);
    }

    private static Ended run(String part, int mode, int seconds, Path plugins) throws IOException, InterruptedException {
        Path out = home.resolve("out.txt");
        Path err = home.resolve("err.txt");
        List<String> command = ShortProgram.java();
        command.addAll(List.of(
                "-Xmx128m", "-Dstarling.plugin-seconds=" + seconds,
                "-Dstarling.expr=scalar", "--add-modules", "jdk.incubator.vector", "-cp", System.getProperty("java.class.path"),
                HostileRun.class.getName(), builtIn.toString(), plugins.toString(), part, Integer.toString(mode)));
        Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        int code = process.waitFor();
        return new Ended(
                code, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kernel    |  1 | 4 | weight() threw UnsupportedOperationException: bad mood, at org.acme.Hostile.misbehave(Hostile.java:
            kernel    |  2 | 4 | weight() returned null
            kernel    |  3 | 4 | weight() told the program to exit, at org.acme.Hostile.misbehave(Hostile.java:
            kernel    |  4 | 4 | weight() has not returned for 2 s, at org.acme.Hostile.misbehave(Hostile.java:
            kernel    |  5 | 4 | weight() exhausted the stack, at org.acme.Hostile.deep(Hostile.java:
            kernel    |  6 | 7 | weight() ran out of memory, at org.acme.Hostile.misbehave(Hostile.java:
            kernel    |  7 | 4 | weight() threw AssertionError: never
            kernel    | 11 | 2 | IllegalArgumentException: mode must not be 11
            kernel    | 12 | 4 | weight() threw IOException: checked
            optimizer |  1 | 4 | start() returned null
            optimizer | 13 | 4 | start() threw IllegalStateException: not today, at org.acme.Descent.start(Descent.java:
            optimizer | 14 | 4 | start() threw CancellationException: never mind, at org.acme.Descent.start(Descent.java:
            optimizer |  3 | 4 | objective.gradient() was called with arrays that are not two of length 24
            """)
    void itIsNamedWithTheCall(String part, int mode, int code, String words) throws Exception {
        Ended ended = run(part, mode);
        assertThat(ended.err).contains(part + " 'hostile' (plug-in hostile 1.0.0, hostile.jar): ", words).doesNotContain("\tat ");
        assertThat(ended.code).isEqualTo(code);
        assertThat(ended.out).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
             4 | 4 | 4 | step() threw UnsupportedOperationException: bad mood, at org.acme.Descent$1.step(Descent.java:
             5 | 4 | 4 | step() made coordinate 3 NaN in iteration 5, though every gradient was finite
             6 | 4 | 4 | step() told the program to exit, at org.acme.Descent$1.step(Descent.java:
             7 | 4 | 4 | step() has not returned for 2 s, at org.acme.Descent$1.step(Descent.java:
             8 | 4 | 4 | step() returned null
            16 | 4 | 4 | step() threw IllegalArgumentException: no such step, at org.acme.Descent$1.step(Descent.java:
            11 | 4 | 4 | position() returned 2 numbers, and there are 24
            """)
    void whatWasReachedIsKept(int mode, int code, int iterations, String words) throws Exception {
        Ended ended = run("optimizer", mode);
        assertThat(ended.err)
                .contains("optimizer 'hostile' (plug-in hostile 1.0.0, hostile.jar): ", words)
                .contains("kept " + iterations + " iterations, finite");
        assertThat(ended.code).isEqualTo(code);
        assertThat(ended.out).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kernel    |  0 |
            kernel    |  8 | I am a result
            kernel    |  9 | (plug-in hostile 1.0.0, hostile.jar): weight() changed the default locale to tr_TR; it was set back
            kernel    | 10 | weight() changed System.out; it was set back
            optimizer |  0 |
            optimizer |  2 |
            optimizer | 10 | plug-in hostile leaves the thread 'stray' running, at org.acme.Descent$1.
            """)
    void whatDoesNoHarmIsSaidAtMost(String part, int mode, String words) throws Exception {
        Ended ended = run(part, mode);
        assertThat(ended.err).contains(words == null ? "" : words);
        assertThat(ended.code).isZero();
        assertThat(ended.out).isEqualTo("done" + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kernel    | 13 | the cost is NaN at the start
            optimizer | 12 | all weights are 0: the kernel vanishes at every distance there
            """)
    void numbersThatGoAstrayAreSaid(String part, int mode, String words) throws Exception {
        Ended ended = run(part, mode);
        assertThat(ended.err).contains(words).doesNotContain("\tat ");
        assertThat(ended.code).isEqualTo(6);
        assertThat(ended.out).isEmpty();
    }

    /// What a plug-in prints is marked as its own, line by line, and obeyed by no terminal.
    @Test
    void noLineOfAPluginPassesForOneOfTheProgram() throws Exception {
        Ended ended = run("kernel", 14);
        assertThat(ended.code).isZero();
        assertThat(ended.err.lines().filter(line -> line.contains("forged")).toList())
                .hasSizeGreaterThanOrEqualTo(4)
                .allMatch(line -> line.startsWith("plug-in hostile prints: "));
        assertThat(ended.err).contains("prints: \\u001b[2J", "prints: one forged line", "prints: thread '", "prints: forged elsewhere")
                .doesNotContain("\033", "\tat ");
        assertThat(ended.out).isEqualTo("done" + System.lineSeparator());
    }

    @Test
    void anOptimizerThatSaysItCannotGoOnIsNoFaultOfThePlugin() throws Exception {
        Ended ended = run("optimizer", 9);
        assertThat(ended.err).contains("optimizer 'hostile' (plug-in hostile 1.0.0, hostile.jar): ", "no way down (after 4 iterations)");
        assertThat(ended.code).isEqualTo(6);
    }

    /// What an optimizer says of its end, by an exception or as the reason why it is done, stands in the program's own sentences.
    @ParameterizedTest
    @CsvSource({"15, 2", "17, 6", "18, 0"})
    void whatAnOptimizerSaysIsOneShortLineThatNoTerminalObeys(int mode, int code) throws Exception {
        Ended ended = run("optimizer", mode);
        assertThat(ended.err).contains("\\u001b[31mforged starling: error: again").doesNotContain("\033");
        assertThat(ended.err.lines()).noneMatch(line -> line.startsWith("starling: error: again") || line.length() > 1000);
        assertThat(ended.code).isEqualTo(code);
    }
}
