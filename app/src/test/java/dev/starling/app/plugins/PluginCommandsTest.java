package dev.starling.app.plugins;

import dev.starling.app.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/// Plug-ins as the command line shows them.
class PluginCommandsTest {
    @TempDir
    static Path home;

    @TempDir
    Path folder;

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    @BeforeAll
    static void layOut() {
        Distribution.in(home);
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

    private int run(String... arguments) {
        results.reset();
        messages.reset();
        return Main.run(arguments);
    }

    private String results() {
        return results.toString(StandardCharsets.UTF_8);
    }

    private String messages() {
        return messages.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aRunThatNeedsARefusedPluginEndsWith4AndOthersWith0() {
        PluginJar.named("spiral").kernel("Spiral", "spiral", "f.negated().exp()").manifest("Class-Path", "x.jar").write(folder);
        String plugins = folder.toString();
        assertThat(run("list", "kernels", "--plugins", plugins)).isZero();
        assertThat(results()).contains("student-t");
        assertThat(messages()).isEqualTo("starling: warning: spiral.jar refused: its manifest has Class-Path, which no plug-in may have: "
                + "take the line out" + System.lineSeparator());
        assertThat(run("explain", "student-t", "--plugins", plugins)).isZero();
        assertThat(run("embed", "iris", "--kernel", "spiral", "--plugins", plugins)).isEqualTo(4);
        assertThat(messages()).contains("starling: error: there is no kernel 'spiral'", "spiral.jar refused: its manifest has Class-Path");
    }

    @Test
    void aGoodPluginIsListedExplainedAndSaidOnce() {
        PluginJar.good("spiral").write(folder);
        String plugins = folder.toString();
        assertThat(run("list", "kernels", "--plugins", plugins)).isZero();
        assertThat(messages()).startsWith("starling: note: first sight of spiral.jar (spiral 1.0.0, sha256 ");
        assertThat(run("explain", "spiral", "--plugins", plugins)).isZero();
        assertThat(messages()).isEmpty();
        assertThat(results()).contains("w(f)      = 1 / (f + 1)");
    }

    @Test
    void pluginListShowsWhatCodeMentions() {
        PluginJar.good("spy").java(
                "package org.acme; class Spy { int look() throws Exception { return new java.net.Socket(\"localhost\", 1).getPort(); } }")
                .write(folder);
        assertThat(run("plugin", "list", "-v", "--plugins", folder.toString())).isZero();
        assertThat(results()).contains(
                "spy.jar loaded: spy 1.0.0", "offers    kernel spy", "mentions  sockets", "mentions  nothing but formulas");
    }

    @Test
    void aNewProjectTakesNoNameOfTheDistribution() {
        assertThat(run("plugin", "new", "gaussian", "--out", folder.resolve("new").toString())).isEqualTo(2);
        assertThat(messages()).contains("'gaussian' is the name of a kernel that comes with Starling: choose another");
        assertThat(run("plugin", "new", "sammon", "--kind", "distance-cost", "--out", folder.resolve("new").toString())).isEqualTo(2);
        assertThat(folder.resolve("new")).doesNotExist();
        assertThat(run("plugin", "new", "gaussian", "--kind", "distance-cost", "--out", folder.resolve("new").toString())).isZero();
        assertThat(folder.resolve("new/src/main/resources/META-INF/services/dev.starling.api.DistanceCost")).exists();
        assertThat(run("plugin", "new", "other", "--out", folder.resolve("new").toString())).isEqualTo(5);
        assertThat(messages()).contains("a project is never written over: choose another folder with --out").doesNotContain("--force");
    }

    @Test
    void lockedRefusesAndAcceptAccepts() {
        PluginJar.good("spiral").write(folder);
        String plugins = folder.toString();
        assertThat(run("embed", "iris", "--kernel", "spiral", "--locked", "--plugins", plugins)).isEqualTo(4);
        assertThat(messages()).contains("spiral.jar refused: it is not in ", "starling plugin list --accept --plugins " + plugins);
        assertThat(run("plugin", "list", "--accept", "--plugins", plugins)).isZero();
        assertThat(run("explain", "spiral", "--locked", "--plugins", plugins)).isZero();
        assertThat(messages()).isEmpty();
    }

    @Test
    void theClassesOfAProjectRunUnpacked() {
        Path classes = folder.resolve("my-kernel/target/classes");
        PluginJar.good("draft").unpack(classes);
        assertThat(run("explain", "draft", "--plugin-dir", classes.toString())).isZero();
        assertThat(messages()).isEqualTo(
                "starling: note: running the classes in " + classes + " as plug-in my-kernel" + System.lineSeparator());
        assertThat(run("explain", "draft", "--locked", "--plugin-dir", classes.toString())).isEqualTo(2);
    }

    @Test
    void whatAPluginPrintsIsNoResult() {
        PluginJar.named("loud")
                .java(PluginJar.kernelSource("Loud", "loud", "public Loud() { System.out.println(\"LOUD\"); }", "f.negated().exp()"))
                .service("Kernel", "org.acme.Loud").write(folder);
        assertThat(run("list", "kernels", "--plugins", folder.toString())).isZero();
        assertThat(results()).contains("loud").doesNotContain("LOUD");
        assertThat(messages()).contains("LOUD");
    }
}
