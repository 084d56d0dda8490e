package dev.starling.app.plugins;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/// Plug-ins as the command line shows them.
class PluginCommandsTest {
    @TempDir
    static Path home;

    @TempDir
    Path folder;

    @RegisterExtension
    final Listening starling = new Listening(home);

    @BeforeAll
    static void layOut() {
        Distribution.in(home);
    }

    @Test
    void aRunThatNeedsARefusedPluginEndsWith4AndOthersWith0() {
        PluginJar.named("spiral").kernel("Spiral", "spiral", "f.negated().exp()").manifest("Class-Path", "x.jar").write(folder);
        String plugins = folder.toString();
        assertThat(starling.run("list", "kernels", "--plugins", plugins)).isZero();
        assertThat(starling.results()).contains("student-t");
        assertThat(starling.messages()).isEqualTo("starling: warning: spiral.jar refused: its manifest has Class-Path, which no plug-in may have: "
                + "take the line out" + System.lineSeparator());
        assertThat(starling.run("explain", "student-t", "--plugins", plugins)).isZero();
        assertThat(starling.run("embed", "iris", "--kernel", "spiral", "--plugins", plugins)).isEqualTo(4);
        assertThat(starling.messages()).contains("starling: error: there is no kernel 'spiral'", "spiral.jar refused: its manifest has Class-Path");
    }

    @Test
    void aGoodPluginIsListedExplainedAndSaidOnce() {
        PluginJar.good("spiral").write(folder);
        String plugins = folder.toString();
        assertThat(starling.run("list", "kernels", "--plugins", plugins)).isZero();
        assertThat(starling.messages()).startsWith("starling: note: first sight of spiral.jar (spiral 1.0.0, sha256 ");
        assertThat(starling.run("explain", "spiral", "--plugins", plugins)).isZero();
        assertThat(starling.messages()).isEmpty();
        assertThat(starling.results()).contains("w(f)      = 1 / (f + 1)");
    }

    @Test
    void pluginListShowsWhatCodeMentions() {
        PluginJar.good("spy").java(
                "package org.acme; class Spy { int look() throws Exception { return new java.net.Socket(\"localhost\", 1).getPort(); } }")
                .write(folder);
        assertThat(starling.run("plugin", "list", "-v", "--plugins", folder.toString())).isZero();
        assertThat(starling.results()).contains(
                "spy.jar loaded: spy 1.0.0", "offers    kernel spy", "mentions  sockets", "mentions  nothing but formulas");
    }

    @Test
    void aNewProjectTakesNoNameOfTheDistribution() {
        assertThat(starling.run("plugin", "new", "gaussian", "--out", folder.resolve("new").toString())).isEqualTo(2);
        assertThat(starling.messages()).contains("'gaussian' is the name of a kernel that comes with Starling: choose another");
        assertThat(starling.run("plugin", "new", "sammon", "--kind", "distance-cost", "--out", folder.resolve("new").toString())).isEqualTo(2);
        assertThat(folder.resolve("new")).doesNotExist();
        assertThat(starling.run("plugin", "new", "gaussian", "--kind", "distance-cost", "--out", folder.resolve("new").toString())).isZero();
        assertThat(folder.resolve("new/src/main/resources/META-INF/services/dev.starling.api.DistanceCost")).exists();
        assertThat(starling.run("plugin", "new", "other", "--out", folder.resolve("new").toString())).isEqualTo(5);
        assertThat(starling.messages()).contains("a project is never written over: choose another folder with --out").doesNotContain("--force");
    }

    @Test
    void lockedRefusesAndAcceptAccepts() {
        PluginJar.good("spiral").write(folder);
        String plugins = folder.toString();
        assertThat(starling.run("embed", "iris", "--kernel", "spiral", "--locked", "--plugins", plugins)).isEqualTo(4);
        assertThat(starling.messages()).contains("spiral.jar refused: it is not in ", "starling plugin list --accept --plugins " + plugins);
        assertThat(starling.run("plugin", "list", "--accept", "--plugins", plugins)).isZero();
        assertThat(starling.run("explain", "spiral", "--locked", "--plugins", plugins)).isZero();
        assertThat(starling.messages()).isEmpty();
    }

    @Test
    void theClassesOfAProjectRunUnpacked() {
        Path classes = folder.resolve("my-kernel/target/classes");
        PluginJar.good("draft").unpack(classes);
        assertThat(starling.run("explain", "draft", "--plugin-dir", classes.toString())).isZero();
        assertThat(starling.messages()).isEqualTo(
                "starling: note: running the classes in " + classes + " as plug-in my-kernel" + System.lineSeparator());
        assertThat(starling.run("explain", "draft", "--locked", "--plugin-dir", classes.toString())).isEqualTo(2);
    }

    @Test
    void whatAPluginPrintsIsNoResult() {
        PluginJar.named("loud")
                .java(PluginJar.kernelSource("Loud", "loud", "public Loud() { System.out.println(\"LOUD\"); }", "f.negated().exp()"))
                .service("Kernel", "org.acme.Loud").write(folder);
        assertThat(starling.run("list", "kernels", "--plugins", folder.toString())).isZero();
        assertThat(starling.results()).contains("loud").doesNotContain("LOUD");
        assertThat(starling.messages()).contains("LOUD");
    }
}
