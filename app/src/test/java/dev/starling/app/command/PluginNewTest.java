package dev.starling.app.command;

import dev.starling.app.Main;
import dev.starling.app.scaffold.Project;
import dev.starling.app.scaffold.ProjectKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// `starling plugin new`, but for the build of what it writes, which the tests of outsiders see to.
class PluginNewTest {
    @TempDir
    static Path home;

    @TempDir
    Path folder;

    @BeforeAll
    static void setHome() {
        System.setProperty("starling.home", home.toString());
    }

    @AfterAll
    static void forgetHome() {
        System.clearProperty("starling.home");
    }

    @ParameterizedTest
    @EnumSource
    void everyPlaceOfEveryTemplateIsFilledIn(ProjectKind kind) {
        Map<String, byte[]> files = new Project("my-part", kind, "org.example.mine", "file:///somewhere/repository/").files();
        assertThat(files).containsKeys("pom.xml", "README.md", ".mvn/maven.config", "src/main/java/org/example/mine/MyPart.java");
        files.forEach((path, content) ->
                assertThat(new String(content, StandardCharsets.UTF_8)).as(path).isNotBlank().doesNotContain("{{", "}}"));
        String pom = new String(files.get("pom.xml"), StandardCharsets.UTF_8);
        assertThat(pom).doesNotContain("somewhere").containsPattern("<starling.version>[0-9]");
        assertThat(new String(files.get(".mvn/maven.config"), StandardCharsets.UTF_8))
                .isEqualTo("-Dstarling.repository=file:///somewhere/repository/\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"My-Kernel", "my kernel", "kernel-", "1st", "a--b", ""})
    void aBadNameIsRefused(String name) {
        assertThat(Main.run("plugin", "new", "--out", folder.resolve("new").toString(), name)).isEqualTo(2);
        assertThatThrownBy(() -> new Project(name, ProjectKind.KERNEL, "org.example", ""))
                .hasMessageStartingWith("'" + name + "' cannot name a plug-in");
        assertThat(folder.resolve("new")).doesNotExist();
    }

    /// The files that a build makes are called by them.
    @Test
    void namesAreAsLongAsTheirFilesMayBe() {
        String name = "k".repeat(40);
        String packageName = "p".repeat(80);
        for (ProjectKind kind : ProjectKind.values()) {
            Project longest = new Project(name, kind, packageName, "");
            assertThat(("TEST-" + packageName + "." + longest.className() + "Test.xml").length()).isLessThanOrEqualTo(143);
            assertThatThrownBy(() -> new Project(name + "k", kind, packageName, "")).hasMessageContaining("the name has 41 letters").hasMessageEndingWith("use at most 40");
            assertThatThrownBy(() -> new Project(name, kind, packageName + "p", "")).hasMessageContaining("the package has 81 letters").hasMessageEndingWith("use at most 80");
        }
        assertThat(Project.usualPackage(name)).hasSizeLessThanOrEqualTo(80);
        assertThat(Main.run("plugin", "new", "k".repeat(249), "--out", folder.resolve("new").toString())).isEqualTo(2);
        assertThat(folder.resolve("new")).doesNotExist();
    }

    /// Its own class would hide it.
    @ParameterizedTest
    @ValueSource(strings = {"string", "kernel", "list", "expr", "parameter", "arguments", "override"})
    void aClassThatTheTemplateUsesIsNoName(String name) {
        assertThatThrownBy(() -> new Project(name, ProjectKind.KERNEL, "org.example", ""))
                .hasMessageStartingWith("the class of '" + name + "' would be called as one that it uses");
        assertThat(new Project("my-" + name, ProjectKind.KERNEL, "org.example", "").className()).startsWith("My");
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.Example", "org..example", "org.new.mine", "dev.starling.api", "dev.starling", "java.mine", "org."})
    void aBadPackageIsRefused(String packageName) {
        String out = folder.resolve("new").toString();
        assertThat(Main.run("plugin", "new", "misplaced", "--package", packageName, "--out", out)).isEqualTo(2);
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void whatIsThereIsNotOverwritten() throws IOException {
        Path there = Files.createDirectory(folder.resolve("taken"));
        Files.writeString(there.resolve("mine.txt"), "mine");
        assertThat(Main.run("plugin", "new", "taken", "--out", there.toString())).isEqualTo(5);
        assertThat(there.toFile().list()).containsExactly("mine.txt");
    }
}
