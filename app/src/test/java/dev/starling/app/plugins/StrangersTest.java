package dev.starling.app.plugins;

import dev.starling.api.Kernel;
import dev.starling.app.Main;
import dev.starling.app.plugins.intake.PluginReport;
import dev.starling.app.plugins.intake.PluginSources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/// What a JAR does to the program that asks it, it does to one that was started for that.
class StrangersTest {
    @TempDir
    static Path home;

    private static Path builtIn;

    @TempDir
    Path folder;

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    @BeforeAll
    static void layOut() {
        builtIn = Distribution.in(home);
    }

    @BeforeEach
    void listen() {
        System.setProperty("starling.home", home.toString());
        System.setOut(new PrintStream(results, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(messages, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.clearProperty("starling.home");
        System.setOut(out);
        System.setErr(err);
    }

    private static PluginJar made(String id, String constructor) {
        return PluginJar.named(id)
                .java(PluginJar.kernelSource("Bad", id, "public Bad() throws Exception { " + constructor + " }", "f.negated().exp()"))
                .service("Kernel", "org.acme.Bad");
    }

    private static final String INTERRUPT_ALL = "for (Thread t : Thread.getAllStackTraces().keySet())"
            + " if (t != Thread.currentThread()) t.interrupt(); Thread.sleep(200);";

    private static final String HANG_EXIT = "Runtime.getRuntime().addShutdownHook(new Thread(() -> { while (true) Thread.onSpinWait(); }));";

    @Test
    void aRunThatDoesNotAskForThemGoesOnAndEachIsNamed() {
        PluginJar.good("good").write(folder);
        made("halts", "Runtime.getRuntime().halt(0);").write(folder);
        made("exits", "System.exit(0);").write(folder);
        made("closes", "new java.io.FileOutputStream(java.io.FileDescriptor.out).close();").write(folder);
        made("interrupts", INTERRUPT_ALL).write(folder);
        made("hangs-exit", HANG_EXIT).write(folder);
        made("sets", "System.setProperty(\"java.io.tmpdir\", \"/nowhere\"); System.setProperty(\"starling.home\", \"/nowhere\");")
                .write(folder);
        String before = System.getProperty("java.io.tmpdir");
        try (Plugins plugins = Plugins.open(new PluginSources(builtIn, List.of(folder), List.of(), PluginSources.Trust.FOLDER))) {
            assertThat(plugins.reports()).extracting(PluginReport::line).contains(
                    "halts.jar refused: it ended the program that asked it (exit code 0)",
                    "exits.jar refused: it ended the program that asked it (exit code 0)",
                    "closes.jar refused: it closes standard output",
                    "interrupts.jar refused: it interrupts threads that are not its own",
                    "hangs-exit.jar refused: it does not let a program exit, as by a shutdown hook",
                    "good.jar loaded: good 1.0.0", "sets.jar loaded: sets 1.0.0");
            assertThat(plugins.find(Kernel.class, "good").name()).isEqualTo("good");
            assertThat(System.getProperty("java.io.tmpdir")).isEqualTo(before);
            assertThat(plugins.find(Kernel.class, "sets").name()).isEqualTo("sets");
            assertThat(System.getProperty("java.io.tmpdir")).isEqualTo(before);
        }
        assertThat(messages.toString(StandardCharsets.UTF_8))
                .contains("plug-in sets changed the system property java.io.tmpdir, starling.home when it was loaded; it was set back");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Runtime.getRuntime().halt(0);                                        | ended the program that asked it (exit code 0)
            System.exit(0);                                                      | ended the program that asked it (exit code 0)
            System.out.close();                                                  | closes standard output
            """)
    void verifyNeedsASignThatAllIsWell(String constructor, String words) {
        Path jar = made("bad", constructor).write(folder);
        assertThat(Main.run("plugin", "verify", jar.toString())).isEqualTo(4);
        assertThat(results.toString(StandardCharsets.UTF_8)).contains("bad.jar refused: it " + words, "1 plug-in refused");
    }

    /// It behaves until a law is tried, in a program that nobody waits for in vain.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Runtime.getRuntime().halt(0)   | before all laws were tried
            System.exit(0)                 | before all laws were tried
            hang()                         | does not let the program exit, as by a shutdown hook
            """)
    void whatHappensInTheMiddleOfVerifyingIsSaid(String act, String words) {
        Path jar = PluginJar.named("bad")
                .java(PluginJar.kernelSource("Bad", "bad", """
                        static int calls;
                        static void hang() { Runtime.getRuntime().addShutdownHook(new Thread(() -> { while (true) Thread.onSpinWait(); })); }
                        static Expr act(Expr f) { if (++calls == 100) { %s; } return f.negated().exp(); }
                        """.formatted(act), "act(f)"))
                .service("Kernel", "org.acme.Bad").write(folder);
        assertThat(Main.run("plugin", "verify", jar.toString())).isEqualTo(4);
        assertThat(messages.toString(StandardCharsets.UTF_8)).contains("kernel bad (plug-in bad), asked for the law ", words);
    }

    @Test
    void verifyWaitsForNoPipe() throws Exception {
        Path pipe = folder.resolve("pipe.jar");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        assertThat(Main.run("plugin", "verify", pipe.toString())).isEqualTo(5);
        PluginJar.good("good").write(folder);
        assertThat(Main.run("plugin", "verify", folder.toString())).isZero();
        assertThat(Main.run("embed", "iris", "--kernel", "wanted", "--plugins", folder.toString())).isEqualTo(2);
    }

    @Test
    void nothingOfAPluginReachesTheTerminalAsItIs() {
        PluginJar.named("loud").java(PluginJar.kernelSource("Loud", "loud", "", "f.negated().exp()")
                        .replace("made for a test", "a \\u001b[31mred\\u001b[0m \\u202ekernel"))
                .service("Kernel", "org.acme.Loud").write(folder, "\u001b[31mred.jar");
        assertThat(Main.run("list", "kernels", "--plugins", folder.toString())).isZero();
        assertThat(Main.run("explain", "loud", "--plugins", folder.toString())).isZero();
        assertThat(Main.run("plugin", "list", "-v", "--plugins", folder.toString())).isZero();
        assertThat(Main.run("plugin", "verify", folder.toString())).isZero();
        assertThat(results.toString(StandardCharsets.UTF_8) + messages.toString(StandardCharsets.UTF_8))
                .contains("\\u001b[31mred").doesNotContain("\u001b", "\u202e");
    }
}
