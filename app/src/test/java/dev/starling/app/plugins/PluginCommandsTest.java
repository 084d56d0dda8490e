package dev.starling.app.plugins;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
    void whatAPluginWaivesIsListedExplainedAndSaidByARunThatUsesIt() throws IOException {
        PluginJar.named("calm").kernel("Calm", "calm", "f.plus(1).reciprocal()")
                .entry("META-INF/starling/waivers", "# a comment\nkernel calm decreasing: by \033[31mdesign\nnot one\nmetric calm finite: of another\n")
                .write(folder);
        Files.writeString(folder.resolve("told.toml"), """
                id = "told"
                version = "1.0.0"
                requires = ">=1.0 & <2.0"
                [[kernel]]
                name = "told"
                summary = "s"
                weight = "1/(1 + f)"
                [[kernel.waiver]]
                law = "continuous"
                reason = "it may jump"
                """);
        String plugins = folder.toString();
        assertThat(starling.run("plugin", "list", "-v", "--plugins", plugins)).isZero();
        assertThat(starling.results()).contains(
                "  waives    kernel calm decreasing: by \\u001b[31mdesign", "  waives    kernel told continuous: it may jump",
                "  waives    kernel distance decreasing: ");
        assertThat(starling.run("explain", "calm", "--no-speed", "--plugins", plugins)).isZero();
        assertThat(starling.results()).contains("  breaks a law on purpose: kernel calm decreasing: by ").doesNotContain("told", "metric calm");
        assertThat(starling.run("explain", "told", "--no-speed", "--plugins", plugins)).isZero();
        assertThat(starling.results()).contains("  breaks a law on purpose: kernel told continuous: it may jump");
        assertThat(starling.run("embed", "iris", "--kernel", "calm", "--iterations", "5", "--out", folder.resolve("a").toString(), "--plugins", plugins))
                .isZero();
        assertThat(starling.messages())
                .contains("waived      laws that plug-ins break on purpose: kernel calm decreasing: by \\u001b[31mdesign" + System.lineSeparator());
        assertThat(starling.run("embed", "iris", "--kernel", "gaussian", "--iterations", "5", "--out", folder.resolve("b").toString(), "--plugins", plugins))
                .isZero();
        assertThat(starling.messages()).doesNotContain("waived");
    }

    /// What a reader says of a file stands in the program's own sentence.
    @Test
    void whatAReaderSaysIsOneLineThatNoTerminalObeys() throws IOException {
        PluginJar.named("liar").java("""
                package org.acme;
                import dev.starling.api.*;
                import dev.starling.api.table.*;
                public class Liar implements Reader {
                    @Override public String name() { return "liar"; }
                    @Override public String summary() { return "s"; }
                    @Override public java.util.List<Parameter> parameters() { return java.util.List.of(); }
                    @Override public boolean recognizes(String fileName, byte[] first) { return fileName.endsWith(".lie"); }
                    @Override public Table read(DataFile file) throws java.io.IOException {
                        throw new java.io.IOException("\\u001b[31mbad\\nstarling: error: forged");
                    }
                }
                """).service("Reader", "org.acme.Liar").write(folder);
        Path data = Files.writeString(folder.resolve("x.lie"), "1,2\n");
        assertThat(starling.run("embed", data.toString(), "--plugins", folder.toString())).isEqualTo(5);
        assertThat(starling.messages()).contains("x.lie cannot be read: \\u001b[31mbad starling: error: forged" + System.lineSeparator());
    }

    /// A small file is not to blame for what a stranger's reader takes.
    @Test
    void aReaderThatUsesUpTheMemoryIsNamed() throws IOException {
        PluginJar.named("hog").java("""
                package org.acme;
                import dev.starling.api.*;
                import dev.starling.api.table.*;
                public class Hog implements Reader {
                    @Override public String name() { return "hog"; }
                    @Override public String summary() { return "s"; }
                    @Override public boolean recognizes(String fileName, byte[] first) { return fileName.endsWith(".hog"); }
                    @Override public Table read(DataFile file) { return new Table(new long[100][1 << 30].length, java.util.List.of()); }
                }
                """).service("Reader", "org.acme.Hog").write(folder);
        Path data = Files.writeString(folder.resolve("x.hog"), "1,2\n");
        for (List<String> asked : List.of(List.<String>of(), List.of("--reader", "hog"))) {
            List<String> words = new ArrayList<>(List.of("embed", data.toString(), "--plugins", folder.toString()));
            words.addAll(asked);
            assertThat(starling.run(words.toArray(String[]::new))).isEqualTo(7);
            assertThat(starling.messages())
                    .contains("x.hog, ", "reader 'hog' (plug-in hog 1.0.0, hog.jar): read() ran out of memory, at org.acme.Hog.read(Hog.java:", "without this plug-in")
                    .doesNotContain("claims");
        }
    }

    @Test
    void whatCannotBeRecordedIsNotAccepted() throws IOException {
        PluginJar.good("spiral").write(folder);
        Files.createDirectory(folder.resolve("starling.lock"));
        assertThat(starling.run("plugin", "list", "--accept", "--plugins", folder.toString())).isEqualTo(5);
        assertThat(starling.messages()).contains("error: nothing is accepted: ", "starling.lock is no file", "move it away").doesNotContain("accepted spiral", "--accept");
    }

    @Test
    void whoAcceptsNothingIsTold() throws IOException {
        String plugins = folder.toString();
        assertThat(starling.run("plugin", "list", "--accept", "--plugins", plugins)).isEqualTo(5);
        assertThat(starling.messages()).contains("error: nothing is accepted: there is no plug-in in " + plugins + ": their names end in .jar or .toml.");
        Path bad = Files.writeString(folder.resolve("bad.jar"), "no JAR");
        assertThat(starling.run("plugin", "list", "--accept", "--plugins", plugins)).isEqualTo(4);
        assertThat(starling.messages()).contains("error: nothing is accepted: all plug-ins of " + plugins + " are refused.");
        assertThat(starling.results()).contains("bad.jar refused: ");
        Path good = PluginJar.good("spiral").write(folder);
        assertThat(starling.run("plugin", "list", "--accept", "--plugins", plugins)).isZero();
        Files.delete(bad);
        Files.delete(good);
        assertThat(starling.run("plugin", "list", "--accept", "--plugins", plugins)).isZero();
        assertThat(starling.messages()).contains("the plug-in spiral 1.0.0 is no longer in the folder, nor in " + folder.resolve("starling.lock"));
        assertThat(folder.resolve("starling.lock")).content().doesNotContain("spiral");
        assertThat(starling.run("list", "kernels", "--locked", "--plugins", plugins)).isZero();
        assertThat(starling.messages()).doesNotContain("no longer in the folder");
        assertThat(starling.run("plugin", "list", "--accept", "--plugins", plugins)).isEqualTo(5);
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

    /// As it stands, by somebody who types it after us.
    @Test
    void commandsThatAreToldHoldForFoldersWithBlanks() throws IOException {
        Path plugins = Files.createDirectory(folder.resolve("of mine"));
        PluginJar.good("spiral").write(plugins);
        starling.run("embed", "iris", "--kernel", "spiral", "--locked", "--plugins", plugins.toString());
        assertThat(starling.messages()).contains("starling plugin list --accept --plugins '" + plugins + "'");
        assertThat(starling.run("plugin", "new", "mine", "--out", folder.resolve("my project").toString())).isZero();
        assertThat(starling.messages()).contains("Next: cd '" + folder.resolve("my project") + "' && mvn verify");
        assertThat(starling.run("plugin", "new", "class", "--out", folder.resolve("new").toString())).isEqualTo(2);
        assertThat(starling.messages()).contains("no package can be called org.example.class, since 'class' is a word of Java's own: choose another name");
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
