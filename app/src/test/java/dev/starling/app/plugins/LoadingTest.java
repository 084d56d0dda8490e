package dev.starling.app.plugins;

import dev.starling.api.Arguments;
import dev.starling.api.Kernel;
import dev.starling.api.expr.Expr;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.plugins.intake.PluginReport;
import dev.starling.app.plugins.intake.PluginSources;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What becomes of good plug-ins, alone and beside others. G numbers are PF4J's traps.
class LoadingTest {
    @TempDir
    static Path home;

    private static Path builtIn;

    @TempDir
    Path folder;

    @BeforeAll
    static void layOut() {
        builtIn = Distribution.in(home);
    }

    private Plugins open() {
        return Plugins.openHere(new PluginSources(builtIn, List.of(folder), List.of(), PluginSources.Trust.FOLDER));
    }

    private static double weight(Kernel kernel, double f) {
        return kernel.weight(Expr.constant(f), Arguments.defaults(kernel.parameters())).evaluate(Map.of());
    }

    @Test
    void theBuiltInPluginsAreGood() {
        try (Plugins plugins = Plugins.open(List.of(builtIn))) {
            assertThat(plugins.reports()).extracting(PluginReport::status).containsOnly(PluginReport.Status.LOADED);
            assertThat(plugins.notices()).isEmpty();
            assertThat(weight(plugins.find(Kernel.class, "student-t"), 3)).isEqualTo(0.25);
        }
    }

    @Test
    void aPluginIsWhatItsFileSays() {
        PluginJar.good("spiral").write(folder);
        try (Plugins plugins = open()) {
            PluginReport report = plugins.reports().getLast();
            assertThat(report.line()).isEqualTo("spiral.jar loaded: spiral 1.0.0");
            assertThat(report.extensions()).containsExactly("kernel spiral");
            assertThat(weight(plugins.find(Kernel.class, "spiral"), 1)).isEqualTo(0.5);
            assertThat(plugins.find(Kernel.class, "spiral:spiral")).isSameAs(plugins.find(Kernel.class, "spiral"));
        }
    }

    @Test
    void theIndexOfPf4jWillDo() {
        PluginJar.named("indexed").java(PluginJar.kernelSource("Good", "indexed", "", "f.negated().exp()"))
                .entry("META-INF/extensions.idx", "# made by PF4J\norg.acme.Good\n").write(folder);
        try (Plugins plugins = open()) {
            assertThat(plugins.find(Kernel.class, "indexed").name()).isEqualTo("indexed");
        }
    }

    /// G5
    @Test
    void ofTwoFilesWithOneIdNeitherIsLoaded() {
        PluginJar.good("twin").write(folder, "a.jar");
        PluginJar.good("twin").manifest("Plugin-Version", "2.0.0").write(folder, "b.jar");
        try (Plugins plugins = open()) {
            assertThat(BadJarTest.refused(plugins)).extracting(PluginReport::line).containsExactly(
                    "a.jar refused: its id twin is also that of " + folder.resolve("b.jar") + ", with other content: remove one",
                    "b.jar refused: its id twin is also that of " + folder.resolve("a.jar") + ", with other content: remove one");
        }
    }

    @Test
    void aStrangerWithABuiltInIdHarmsOnlyItself() {
        PluginJar.good("starling-kernels").write(folder);
        try (Plugins plugins = open()) {
            assertThat(BadJarTest.refused(plugins)).extracting(report -> report.file().getFileName().toString())
                    .containsExactly("starling-kernels.jar");
            assertThat(plugins.find(Kernel.class, "gaussian").name()).isEqualTo("gaussian");
        }
    }

    @Test
    void theSameFileTwiceIsOnePluginAndANote() {
        PluginJar.good("once").write(folder, "a.jar");
        PluginJar.good("once").write(folder, "b.jar");
        try (Plugins plugins = open()) {
            assertThat(BadJarTest.refused(plugins)).isEmpty();
            assertThat(plugins.find(Kernel.class, "once").name()).isEqualTo("once");
            assertThat(plugins.notices()).contains(
                    folder.resolve("b.jar") + " is the same plug-in as " + folder.resolve("a.jar") + ", which is used");
        }
    }

    @Test
    void aNameThatTwoPluginsHaveMustBeQualified() {
        PluginJar.named("one").kernel("Good", "shared", "f.negated().exp()").write(folder);
        PluginJar.named("two").kernel("Good", "shared", "f.plus(1).reciprocal()").write(folder);
        try (Plugins plugins = open()) {
            assertThat(weight(plugins.find(Kernel.class, "two:shared"), 1)).isEqualTo(0.5);
            assertThat(plugins.find(Kernel.class, "one:shared").name()).isEqualTo("one:shared");
            assertThatThrownBy(() -> plugins.find(Kernel.class, "shared"))
                    .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.exit()).isEqualTo(Exit.USAGE))
                    .hasMessage("several plug-ins offer a kernel 'shared': write one:shared or two:shared");
            assertThat(plugins.notices()).contains("kernel 'shared' is offered by one and two; write id:name for one of them");
        }
    }

    @Test
    void noStrangerTakesTheNameOfABuiltInKernel() {
        PluginJar.named("thief").kernel("Good", "student-t", "f.plus(7).reciprocal()").write(folder);
        try (Plugins plugins = open()) {
            assertThat(weight(plugins.find(Kernel.class, "student-t"), 3)).isEqualTo(0.25);
            assertThat(weight(plugins.find(Kernel.class, "thief:student-t"), 3)).isEqualTo(0.1);
        }
    }

    /// G13, G14: what is needed stays; what needs it goes, and what needs that.
    @Test
    void aMissingPluginTakesWithItOnlyThoseThatNeedIt() {
        PluginJar.good("base").write(folder);
        PluginJar.good("middle").manifest("Plugin-Dependencies", "base@>=2.0").write(folder);
        PluginJar.good("top").manifest("Plugin-Dependencies", "middle").write(folder);
        PluginJar.good("other").manifest("Plugin-Dependencies", "base@>=1.0 & <2.0, absent?").write(folder);
        try (Plugins plugins = open()) {
            assertThat(BadJarTest.refused(plugins)).extracting(PluginReport::line).containsExactly(
                    "middle.jar refused: it needs base >=2.0, and there is 1.0.0",
                    "top.jar refused: it needs middle, which was refused: it needs base >=2.0, and there is 1.0.0");
            assertThat(plugins.find(Kernel.class, "base").name()).isEqualTo("base");
            assertThat(plugins.find(Kernel.class, "other").name()).isEqualTo("other");
        }
    }

    @Test
    void whoNeededWhatIsSaidAsAChain() {
        PluginJar.good("aa").manifest("Plugin-Dependencies", "bb").write(folder);
        PluginJar.good("bb").manifest("Plugin-Dependencies", "gone@>=3.0").write(folder);
        try (Plugins plugins = open()) {
            assertThat(BadJarTest.refused(plugins)).extracting(PluginReport::line).containsExactly(
                    "aa.jar refused: it needs bb, which was refused: it needs gone >=3.0, which is not there (aa -> bb)",
                    "bb.jar refused: it needs gone >=3.0, which is not there (aa -> bb)");
        }
    }

    @Test
    void whatWasRefusedTakesWithItWhatNeedsIt() {
        PluginJar.good("base").write(folder, "a.jar");
        PluginJar.good("base").manifest("Plugin-Version", "1.0.1").write(folder, "b.jar");
        PluginJar.named("late").kernel("Late", "late", "null").write(folder);
        PluginJar.good("on-base").manifest("Plugin-Dependencies", "base").write(folder);
        PluginJar.good("on-late").manifest("Plugin-Dependencies", "late").write(folder);
        try (Plugins plugins = open()) {
            assertThat(BadJarTest.refused(plugins)).extracting(PluginReport::line).hasSize(5)
                    .anySatisfy(line -> assertThat(line).startsWith("on-base.jar refused: it needs base, which was refused: its id base"))
                    .anySatisfy(line -> assertThat(line).startsWith(
                            "on-late.jar refused: it needs late, which was refused: org.acme.Late returns null from weight()"));
        }
    }

    /// G15
    @Test
    void aCircleIsPrintedAndTheRestLoads() {
        PluginJar.good("aa").manifest("Plugin-Dependencies", "bb").write(folder);
        PluginJar.good("bb").manifest("Plugin-Dependencies", "cc").write(folder);
        PluginJar.good("cc").manifest("Plugin-Dependencies", "aa").write(folder);
        PluginJar.good("free").write(folder);
        try (Plugins plugins = open()) {
            assertThat(BadJarTest.refused(plugins)).hasSize(3).allSatisfy(report ->
                    assertThat(report.reason()).isEqualTo("plug-ins need each other in a circle: aa -> bb -> cc -> aa"));
            assertThat(plugins.find(Kernel.class, "free").name()).isEqualTo("free");
        }
    }

    @Test
    void aPluginUsesTheClassesOfOneThatItNeeds() {
        PluginJar.named("library")
                .java("package org.acme; public class Shape { public static double seven() { return 7; } }")
                .kernel("Good", "library", "f.negated().exp()").write(folder);
        PluginJar.named("user").manifest("Plugin-Dependencies", "library@>=1.0")
                .java(PluginJar.kernelSource("User", "user", """
                        static double seven() {
                            try { return (double) Class.forName("org.acme.Shape").getMethod("seven").invoke(null); }
                            catch (ReflectiveOperationException e) { throw new IllegalStateException(e); }
                        }""", "f.plus(seven()).reciprocal()"))
                .service("Kernel", "org.acme.User").write(folder);
        try (Plugins plugins = open()) {
            assertThat(weight(plugins.find(Kernel.class, "user"), 1)).isEqualTo(0.125);
        }
    }

    /// G9, G18: there is no way to the host, to PF4J or to what the host is made of.
    @Test
    void aPluginSeesTheApiAndTheJdkAndNothingElse() {
        PluginJar.named("curious").java(PluginJar.kernelSource("Curious", "curious", """
                static int seen() {
                    int seen = 0;
                    for (String name : List.of("dev.starling.core.plan.Plan", "dev.starling.app.Main", "org.pf4j.PluginManager",
                            "picocli.CommandLine", "tools.jackson.databind.ObjectMapper", "org.slf4j.Logger")) {
                        try { Class.forName(name); seen++; } catch (ClassNotFoundException e) { }
                    }
                    try { Class.forName("java.util.logging.Logger"); Class.forName("dev.starling.api.Cost"); }
                    catch (ClassNotFoundException e) { seen = 100; }
                    return seen;
                }""", "f.plus(1 + seen()).reciprocal()")).service("Kernel", "org.acme.Curious").write(folder);
        try (Plugins plugins = open()) {
            assertThat(weight(plugins.find(Kernel.class, "curious"), 1)).isEqualTo(0.5);
        }
    }

    @Test
    void aPluginReadsItsOwnResources() {
        PluginJar.named("reader").entry("org/acme/number.txt", "3").java(PluginJar.kernelSource("Reader", "reader", """
                static int number() {
                    try (var in = Reader.class.getResourceAsStream("number.txt")) { return in.read() - '0'; }
                    catch (java.io.IOException e) { throw new java.io.UncheckedIOException(e); }
                }""", "f.plus(number()).reciprocal()")).service("Kernel", "org.acme.Reader").write(folder);
        try (Plugins plugins = open()) {
            assertThat(weight(plugins.find(Kernel.class, "reader"), 1)).isEqualTo(0.25);
        }
    }

    /// G12, G22
    @Test
    void aJarMayBeReplacedWhileItIsLoaded() throws IOException {
        Path jar = PluginJar.named("moving").java(PluginJar.kernelSource("Moving", "moving",
                "static class Later { static double two() { return 2; } }",
                "f instanceof dev.starling.api.expr.Expr && f.leaves().isEmpty() ? f.plus(Later.two()).reciprocal() : f.negated().exp()"))
                .service("Kernel", "org.acme.Moving").write(folder);
        try (Plugins plugins = open()) {
            Files.writeString(jar, "something else");
            assertThat(weight(plugins.find(Kernel.class, "moving"), 2)).isEqualTo(0.25);
            Files.delete(jar);
        }
    }

    /// G6
    @Test
    void closingLeavesNothingBehind() {
        for (int count = 1; count <= 4; count++) {
            byte[] jar = BadJars.read(PluginJar.good("plugin-" + count).entry("unique.txt", folder.toString()).write(folder));
            try (Plugins plugins = open()) {
                assertThat(BadJarTest.refused(plugins)).isEmpty();
                assertThat(isCopied(jar)).isTrue();
            }
            assertThat(isCopied(jar)).isFalse();
        }
    }

    /// Whether a private copy of exactly this JAR is there; others may be running.
    private static boolean isCopied(byte[] jar) {
        File[] folders = new File(System.getProperty("java.io.tmpdir")).listFiles((_, name) -> name.startsWith("starling-plugins-"));
        return Arrays.stream(folders)
                .flatMap(one -> Stream.ofNullable(one.listFiles()).flatMap(Arrays::stream))
                .anyMatch(file -> file.length() == jar.length && Arrays.equals(BadJars.read(file.toPath()), jar));
    }

    /// G19
    @Test
    void systemPropertiesOfPf4jChangeNothing() {
        PluginJar.good("elsewhere").write(folder.resolve("elsewhere"));
        PluginJar.good("here").write(folder);
        System.setProperty("pf4j.pluginsDir", folder.resolve("elsewhere").toString());
        System.setProperty("pf4j.mode", "nonsense");
        try (Plugins plugins = open()) {
            assertThat(plugins.find(Kernel.class, "here").name()).isEqualTo("here");
            assertThatThrownBy(() -> plugins.find(Kernel.class, "elsewhere")).isInstanceOf(Fault.class);
        } finally {
            System.clearProperty("pf4j.pluginsDir");
            System.clearProperty("pf4j.mode");
        }
    }

    /// G23
    @Test
    void namesOfFilesAreReadTheSameInTurkey() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            PluginJar.good("capital").write(folder, "PLUGIN.JAR");
            PluginJar.good("packed").write(folder, "PLUGIN.ZIP");
            try (Plugins plugins = open()) {
                assertThat(plugins.find(Kernel.class, "capital").name()).isEqualTo("capital");
                assertThat(BadJarTest.refused(plugins)).extracting(report -> report.file().getFileName().toString())
                        .containsExactly("PLUGIN.ZIP");
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    /// G24: what is to be known is in the reports and notices, and nothing of it in a log.
    @Test
    void aFolderWithoutPluginsIsSaidOnce() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Files.writeString(empty.resolve("README.txt"), "no plug-in");
        try (Plugins plugins = Plugins.open(List.of(builtIn, empty, empty))) {
            assertThat(plugins.notices()).containsExactly(
                    "there is no plug-in in " + empty + ": their names end in .jar or .toml");
            assertThat(plugins.reports()).extracting(PluginReport::status).containsOnly(PluginReport.Status.LOADED);
        }
    }

    @Test
    void manyPluginsLoadAsFewDo() {
        for (int k = 0; k < 200; k++) {
            PluginJar.named("plugin-" + k).kernel("Good", "shared", "f.plus(1).reciprocal()").write(folder);
        }
        try (Plugins plugins = open()) {
            assertThat(BadJarTest.refused(plugins)).isEmpty();
            assertThat(weight(plugins.find(Kernel.class, "plugin-199:shared"), 1)).isEqualTo(0.5);
        }
    }

    @Test
    void classesThatWereNotBuiltAreSaid() {
        Path classes = folder.resolve("my-kernel/target/classes");
        assertThatThrownBy(() -> new PluginSources(builtIn, List.of(), List.of(classes), PluginSources.Trust.FOLDER))
                .isInstanceOf(Fault.class).hasMessage("there is no folder of classes '" + classes + "'. Build the plug-in, then name its target/classes.");
    }

    @Test
    void classesUnderDevelopmentRunWithoutBeingPacked() {
        Path classes = folder.resolve("My Kernel/target/classes");
        PluginJar.good("ignored").kernel("Draft", "draft", "f.negated().exp()").unpack(classes);
        try (Plugins plugins = Plugins.openHere(
                new PluginSources(builtIn, List.of(), List.of(classes), PluginSources.Trust.FOLDER))) {
            assertThat(plugins.notices()).contains("running the classes in " + classes + " as plug-in my-kernel");
            assertThat(plugins.find(Kernel.class, "my-kernel:draft").name()).isEqualTo("draft");
            assertThat(plugins.reports().getLast().sha256()).hasSize(64);
        }
    }
}
