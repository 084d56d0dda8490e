package dev.starling.app.plugins;

import dev.starling.api.Arguments;
import dev.starling.api.Kernel;
import dev.starling.api.expr.Expr;
import dev.starling.app.Main;
import dev.starling.app.plugins.intake.PluginReport;
import dev.starling.app.verify.Subject;
import dev.starling.app.verify.Verification;
import dev.starling.core.plan.Catalog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/// `starling plugin verify` on JARs compiled on the fly: what is wrong is caught by name, and what is right passes.
class VerifyTest {
    private static final String IMPORTS = """
            package org.acme;
            import dev.starling.api.*;
            import dev.starling.api.expr.Expr;
            import java.util.*;
            """;

    @TempDir
    static Path home;

    @TempDir
    Path folder;

    @BeforeAll
    static void layOut() {
        Distribution.in(home);
        System.setProperty("starling.home", home.toString());
    }

    @AfterAll
    static void forgetHome() {
        System.clearProperty("starling.home");
    }

    private record Outcome(int code, String out) {}

    private static Outcome verify(Object... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            String[] line = Stream.concat(Stream.of("plugin", "verify"), Stream.of(arguments).map(Object::toString)).toArray(String[]::new);
            int code = Main.run(line);
            return new Outcome(code, bytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    private static void assertCaught(Path jar, String line) {
        Outcome outcome = verify(jar);
        assertThat(outcome.out()).startsWith(jar.getFileName() + " loaded: ").contains(line);
        assertThat(outcome.code()).isEqualTo(4);
    }

    @Test
    void aGoodPluginPasses() throws IOException {
        Path jar = PluginJar.good("good").write(folder);
        Outcome outcome = verify(jar);
        assertThat(outcome.out()).contains("  ✓ kernel good: ", " laws hold, 0 waived, 0 broken").doesNotContain("✗");
        assertThat(outcome.code()).isZero();
        assertThat(verify("-v", folder).out()).contains("KernelLaws ✓ derivative\n", "KernelLaws ✓ same-bits\n");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).as("looking at a plug-in is no consent").containsExactly(jar);
        }
    }

    /// What the distribution ships may be verified by its file, and as a copy of it, though no stranger may have our packages.
    @Test
    void aPluginOfTheDistributionPasses() throws IOException {
        Path own;
        try (Stream<Path> all = Files.list(home.resolve("plugins"))) {
            own = all.filter(file -> file.getFileName().toString().contains("metrics")).findFirst().orElseThrow();
        }
        Outcome outcome = verify(own);
        assertThat(outcome.code()).as(outcome.out()).isZero();
        assertThat(outcome.out()).contains(" loaded: ");
        Files.copy(own, folder.resolve("copy.jar"));
        assertThat(verify(folder)).as("a folder of such copies").isEqualTo(outcome);
    }

    @Test
    void aWrongDerivativeIsCaughtByName() {
        assertCaught(PluginJar.named("wrong-derivative").java(IMPORTS + """
                public final class Bad implements ProbabilityCost {
                    public String name() { return "wrong-derivative"; }
                    public String summary() { return "Kullback-Leibler, but for a digit"; }
                    public Expr cost(Expr p, Expr q, Arguments given) { return p.xlogy(p.over(q)); }
                    public Optional<Expr> derivativeByLogQ(Expr p, Expr q, Arguments given) { return Optional.of(p.times(-1.023)); }
                }
                """).service("ProbabilityCost", "org.acme.Bad").write(folder), "CostLaws ✗ derivative: at p = ");
    }

    @Test
    void aKernelThatRisesIsCaughtByName() {
        assertCaught(
                PluginJar.named("rising").kernel("Bad", "rising", "f.over(f.squared().plus(1))").write(folder),
                "KernelLaws ✗ decreasing: it rises from 0.0 at f = 0 to ");
    }

    @Test
    void aCostThatIsNoNumberAsQVanishesIsCaughtByName() {
        assertCaught(PluginJar.named("vanishing").java(IMPORTS + """
                public final class Bad implements ProbabilityCost {
                    public String name() { return "vanishing"; }
                    public String summary() { return "the squared difference, and 0 times infinity where q is 0"; }
                    public Expr cost(Expr p, Expr q, Arguments given) {
                        return p.minus(q).squared().plus(q.times(q.log()).times(0x1p-60)).minus(q.times(q.log()).times(0x1p-60));
                    }
                }
                """).service("ProbabilityCost", "org.acme.Bad").write(folder), "CostLaws ✗ vanishing-q: at p = ");
    }

    @Test
    void anOptimizerWithHiddenStateIsCaughtByName() {
        assertCaught(PluginJar.named("hidden").java(IMPORTS + """
                public final class Bad implements Optimizer {
                    private static final double[] LAST = new double[1000];
                    public String name() { return "hidden"; }
                    public String summary() { return "momentum kept where every run finds it"; }
                    public Run start(Objective objective, double[] y, Arguments given) {
                        double[] position = y.clone();
                        Arrays.fill(LAST, 0);
                        return new Run() {
                            public Step step() {
                                double[] gradient = new double[position.length];
                                objective.gradient(position, gradient);
                                for (int c = 0; c < position.length; c++) {
                                    LAST[c] = 0.5 * LAST[c] - 0.2 * gradient[c];
                                    position[c] += LAST[c];
                                }
                                return new Step(Double.NaN, 1, null);
                            }
                            public double[] position() { return position.clone(); }
                            public Map<String, double[]> state() {
                                return Map.of("position", position.clone(), "last", Arrays.copyOf(LAST, position.length));
                            }
                            public void restore(Map<String, double[]> state) {
                                System.arraycopy(state.get("position"), 0, position, 0, position.length);
                                System.arraycopy(state.get("last"), 0, LAST, 0, position.length);
                            }
                        };
                    }
                }
                """).service("Optimizer", "org.acme.Bad").write(folder),
                "OptimizerLaws ✗ no-hidden-state: beside other runs it ends at another place");
    }

    @Test
    void aWaiverInTheJarIsPrintedAndCounts() {
        Path jar = PluginJar.named("rising").kernel("Bad", "rising", "f.over(f.plus(1))")
                .entry("META-INF/starling/waivers", """
                        kernel rising decreasing: it rises by design
                        kernel rising duplicates: 0 where points meet
                        """)
                .write(folder);
        Outcome outcome = verify(jar);
        assertThat(outcome.out()).contains("KernelLaws – decreasing: it rises by design", "2 waived, 0 broken");
        assertThat(outcome.code()).isZero();
    }

    /// A name that is misspelled, or of a part that is gone.
    @Test
    void aWaiverForNothingInTheJarIsAFault() {
        Path jar = PluginJar.named("rising").kernel("Bad", "rising", "f.over(f.plus(1))")
                .entry("META-INF/starling/waivers", """
                        kernel rising decreasing: it rises by design
                        kernel rising duplicates: 0 where points meet
                        kernel risen decreasing: it rises by design
                        """)
                .write(folder);
        assertCaught(jar, "  ✗ the waiver 'kernel risen decreasing: it rises by design' is for nothing that is in this plug-in: it has kernel rising");
    }

    @Test
    void aRefusedPluginIsNamedAndTheOthersAreStillVerified() {
        PluginJar.good("good").write(folder);
        PluginJar.named("late").kernel("Late", "late", "f.negated().exp()").manifest("Plugin-Requires", ">=2.0 & <3.0").write(folder);
        Outcome outcome = verify(folder);
        assertThat(outcome.out()).contains("✓ kernel good: ", "late.jar refused: it needs API", "0 broken; 1 plug-in refused");
        assertThat(outcome.code()).isEqualTo(4);
    }

    /// Whatever else lies there is neither read nor copied: a link to what no program can read is as good as a film.
    @Test
    void nothingButPluginsIsReadInAFolder() throws IOException {
        PluginJar.good("good").write(folder);
        Files.createSymbolicLink(folder.resolve("film.mp4"), Path.of("/proc/self/mem"));
        Outcome outcome = verify(folder);
        assertThat(outcome.out()).contains("good.jar loaded: ").doesNotContain("film");
        assertThat(outcome.code()).isZero();
    }

    @Test
    void plugInsOfOneNameInTwoFoldersAreBothVerified() throws IOException {
        Path one = Files.createDirectory(folder.resolve("one"));
        Path other = Files.createDirectory(folder.resolve("other"));
        PluginJar.named("rising").kernel("Rising", "rising", "f.plus(1)").write(one, "same.jar");
        PluginJar.good("good").write(other, "same.jar");
        for (List<Path> order : List.of(List.of(one, other), List.of(one.resolve("same.jar"), other.resolve("same.jar")))) {
            Outcome outcome = verify(order.toArray());
            assertThat(outcome.out()).contains("same.jar loaded: rising", "same.jar loaded: good", "✗");
            assertThat(outcome.code()).isEqualTo(4);
        }
    }

    /// As a run refuses it.
    @Test
    void whatIsNoFileIsNamedAndNotPassedOver() throws IOException {
        PluginJar.good("good").write(folder);
        Files.createDirectory(folder.resolve("pipe.jar"));
        Outcome outcome = verify(folder);
        assertThat(outcome.out()).contains("pipe.jar refused: it is no file", "1 plug-in refused");
        assertThat(outcome.code()).isEqualTo(4);
    }

    @Test
    void whoNamesNothingOrWhatIsNotThereIsTold() {
        assertThat(verify().code()).isEqualTo(2);
        assertThat(verify(folder.resolve("none.jar")).code()).isEqualTo(5);
        assertThat(verify(folder).code()).isEqualTo(5);
    }

    /// A kernel that never says its formula.
    private record Endless(CountDownLatch end) implements Kernel {
        @Override
        public String name() {
            return "endless";
        }

        @Override
        public String summary() {
            return "never answers";
        }

        @Override
        public boolean hasPrecision() {
            return false;
        }

        @Override
        public Expr weight(Expr f, Arguments given) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("stopped");
        }
    }

    /// What a plug-in starts does not outlive the program that asks it: not its child, nor the child of a child that is gone.
    @Test
    void noProgramOfAPluginIsLeftBehind() {
        String seconds = "86399.5" + ProcessHandle.current().pid();
        PluginJar.named("forks").kernel("Forks", "forks", """
                f.plus(start()).reciprocal(); }
                static boolean started;
                static int start() {
                    if (!started) {
                        started = true;
                        try {
                            new ProcessBuilder("sleep", "%1$s").start();
                            new ProcessBuilder("sh", "-c", "sleep %1$s & exit 0").start().waitFor();
                        } catch (Exception e) { throw new IllegalStateException(e); }
                    }
                    return 1""".formatted(seconds)).write(folder);
        verify(folder);
        assertThat(ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(seconds))
                .toList()).isEmpty();
    }

    @Test
    void anExtensionThatNeverComesBackIsGivenUp() {
        List<String> lines = new ArrayList<>();
        List<String> asked = new ArrayList<>();
        Verification verification = new Verification(lines::add, asked::add, Catalog.installed(), false, Duration.ofMillis(20));
        PluginReport report = new PluginReport(
                Path.of("endless.jar"), "endless", "1.0.0", () -> "", List.of(), PluginReport.Status.LOADED, "", List.of("kernel endless"));
        CountDownLatch end = new CountDownLatch(1);
        assertThat(verification.verify(new Subject(report, List.of(new Endless(end))))).isFalse();
        end.countDown();
        assertThat(lines).filteredOn(line -> line.contains("has not come back after ")).singleElement().asString()
                .contains("KernelLaws ✗ ", "the laws after it are not tried")
                .contains(lawOf(asked.getLast()));
    }

    private static String lawOf(String asked) {
        return asked.replaceFirst(".* asked for the law ", "").replace(",", "");
    }
}
