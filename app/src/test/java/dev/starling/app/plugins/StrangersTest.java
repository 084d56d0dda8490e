package dev.starling.app.plugins;

import dev.starling.api.Kernel;
import dev.starling.app.plugins.intake.PluginReport;
import dev.starling.app.plugins.intake.PluginSources;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/// What a JAR does to the program that asks it, it does to one that was started for that.
class StrangersTest {
    @TempDir
    static Path home;

    private static Path builtIn;

    @TempDir
    Path folder;

    @RegisterExtension
    final Listening starling = new Listening(home);

    @BeforeAll
    static void layOut() {
        builtIn = Distribution.in(home);
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
        assertThat(starling.messages())
                .contains("plug-in sets changed the system property java.io.tmpdir, starling.home when it was loaded; it was set back");
    }

    /// One that behaves while it is asked in a program of its own is not made by a run that has no use for it.
    @ParameterizedTest
    @ValueSource(strings = {"embed iris -q --iterations 5 --out", "explain t-sne --no-speed --plugins", "evaluate iris --out"})
    void whatNobodyAsksForRunsInNoProgramOfTheUsers(String words) throws IOException {
        Path seen = folder.resolve("seen");
        made("two-faced", "boolean apart = StackWalker.getInstance().walk(frames -> frames.anyMatch(frame -> frame.getMethodName().contains(\"askStranger\")));"
                + "if (!apart) java.nio.file.Files.createFile(java.nio.file.Path.of(\"" + seen + "\"));").write(folder);
        List<String> arguments = new ArrayList<>(List.of(words.split(" ")));
        if (words.startsWith("evaluate")) {
            arguments.removeLast();
            arguments.addAll(List.of("--at", Files.writeString(folder.resolve("at.csv"), "x,y\n" + "1,2\n3,5\n8,13\n".repeat(50)).toString()));
        } else if (words.startsWith("embed")) {
            arguments.add(folder.resolve("map").toString());
        }
        if (!words.startsWith("explain")) {
            arguments.add("--plugins");
        }
        arguments.add(folder.toString());
        assertThat(starling.run(arguments.toArray(String[]::new))).as(() -> starling.messages()).isZero();
        assertThat(seen).doesNotExist();
        assertThat(starling.run("list", "kernels", "--plugins", folder.toString())).isZero();
        assertThat(seen).exists();
    }

    /// A file that is ours by its content, or text by its name, needs no reader of a stranger.
    @Test
    void aReaderOfAStrangerRunsForAFileOfItsOwnOrWhereItIsAskedFor() throws IOException {
        Path seen = folder.resolve("seen");
        PluginJar.named("lists").java("""
                package org.acme;
                import dev.starling.api.*;
                import dev.starling.api.table.*;
                import java.nio.charset.StandardCharsets;
                import java.nio.file.*;
                import java.util.List;
                public class Lists implements Reader {
                    public Lists() throws Exception {
                        boolean apart = StackWalker.getInstance().walk(frames -> frames.anyMatch(frame -> frame.getMethodName().contains("askStranger")));
                        if (!apart) Files.writeString(Path.of("%s"), "");
                    }
                    @Override public String name() { return "lists"; }
                    @Override public String summary() { return "numbers by semicolons"; }
                    @Override public boolean recognizes(String fileName, byte[] first) { return fileName.endsWith(".lists"); }
                    @Override public Table read(DataFile file) throws java.io.IOException {
                        String text = new String(file.open().readAllBytes(), StandardCharsets.UTF_8);
                        double[] all = java.util.Arrays.stream(text.split("[;\\n]")).mapToDouble(Double::parseDouble).toArray();
                        return new Table(all.length / 2, List.of(new Column.Vectors("x", List.of(), all.length / 2, 2, all)));
                    }
                }
                """.formatted(seen)).service("Reader", "org.acme.Lists").write(folder);
        String numbers = "1;2\n3;5\n8;13\n21;34\n".repeat(10);
        Path table = Files.writeString(folder.resolve("table.csv"), "a;b\n" + numbers);
        Path list = Files.writeString(folder.resolve("table.lists"), numbers);
        Path other = Files.writeString(folder.resolve("table.txt"), numbers);
        assertThat(embed(table)).as(starling.messages()).isZero();
        assertThat(embed(Path.of("iris"))).isZero();
        assertThat(seen).doesNotExist();
        assertThat(embed(list)).as(starling.messages()).isZero();
        assertThat(seen).exists();
        Files.delete(seen);
        assertThat(embed(other, "--reader", "lists")).as(starling.messages()).isZero();
        assertThat(seen).exists();
        assertThat(embed(Path.of("iris"), "--reader", "lists")).isEqualTo(2);
        assertThat(starling.messages()).contains("--reader lists is for a file, and 'iris' is none");
    }

    private int embed(Path data, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "embed", data.toString(), "-q", "--iterations", "5", "--perplexity", "3", "--force", "--out", folder.resolve("map").toString(),
                "--plugins", folder.toString()));
        words.addAll(List.of(more));
        return starling.run(words.toArray(String[]::new));
    }

    @Test
    void nothingButErrorsIsSaidWhereNothingElseIsWanted() throws IOException {
        made("talks", "System.out.println(\"hello\"); System.err.println(\"there\"); Locale.setDefault(Locale.ROOT);").write(folder);
        made("halts", "Runtime.getRuntime().halt(0);").write(folder);
        assertThat(embed(Path.of("iris"), "--kernel", "talks")).as(starling.messages()).isZero();
        assertThat(starling.messages()).isEmpty();
        assertThat(embed(Path.of("iris"), "--kernel", "halts")).isEqualTo(4);
        assertThat(starling.messages()).startsWith("starling: error: ").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Runtime.getRuntime().halt(0);                                        | ended the program that asked it (exit code 0)
            System.exit(0);                                                      | ended the program that asked it (exit code 0)
            System.out.close();                                                  | closes standard output
            """)
    void verifyNeedsASignThatAllIsWell(String constructor, String words) {
        Path jar = made("bad", constructor).write(folder);
        assertThat(starling.run("plugin", "verify", jar.toString())).isEqualTo(4);
        assertThat(starling.results()).contains("bad.jar refused: it " + words, "1 plug-in refused");
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
        assertThat(starling.run("plugin", "verify", jar.toString())).isEqualTo(4);
        assertThat(starling.messages()).contains("kernel bad (plug-in bad), asked for the law ", words);
    }

    @Test
    void verifyWaitsForNoPipe() throws Exception {
        Path pipe = folder.resolve("pipe.jar");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        assertThat(starling.run("plugin", "verify", pipe.toString())).isEqualTo(5);
        PluginJar.good("good").write(folder);
        assertThat(starling.run("plugin", "verify", folder.toString())).as("what is called a plug-in and is none is not verified").isEqualTo(4);
        assertThat(starling.messages() + starling.results()).contains("pipe.jar", "good.jar");
        assertThat(starling.run("embed", "iris", "--kernel", "wanted", "--plugins", folder.toString())).isEqualTo(2);
    }

    @Test
    void nothingOfAPluginReachesTheTerminalAsItIs() {
        PluginJar.named("loud").java(PluginJar.kernelSource("Loud", "loud", "", "f.negated().exp()")
                        .replace("made for a test", "a \\u001b[31mred\\u001b[0m \\u202ekernel"))
                .service("Kernel", "org.acme.Loud").write(folder, "\u001b[31mred.jar");
        StringBuilder said = new StringBuilder();
        for (String words : List.of("list kernels --plugins", "explain loud --plugins", "plugin list -v --plugins", "plugin verify")) {
            assertThat(starling.run((words + " " + folder).split(" "))).as(words).isZero();
            said.append(starling.results()).append(starling.messages());
        }
        assertThat(said).contains("\\u001b[31mred").doesNotContain("\u001b", "\u202e");
    }
}
