package dev.starling.app.plugins;

import dev.starling.api.Kernel;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.plugins.intake.PluginReport;
import dev.starling.app.plugins.intake.PluginSources;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A bad JAR harms nobody: those beside it load, one line says why it did not, and only a run that needs it fails.
class BadJarTest {
    @TempDir
    static Path home;

    private static Path builtIn;

    @TempDir
    Path folder;

    @BeforeAll
    static void layOut() {
        builtIn = Distribution.in(home);
    }

    static List<BadJars> all() {
        return BadJars.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void aBadJarIsNamedAndHarmsNobody(BadJars bad) {
        PluginJar.good("good").write(folder);
        bad.write().accept(folder);
        try (Plugins plugins = Plugins.openHere(new PluginSources(builtIn, List.of(folder), List.of(), PluginSources.Trust.FOLDER))) {
            assertThat(plugins.find(Kernel.class, "good").summary()).isEqualTo("made for a test");
            assertThat(plugins.find(Kernel.class, "student-t").name()).isEqualTo("student-t");
            assertThat(refused(plugins)).singleElement().satisfies(report -> {
                assertThat(report.line()).startsWith(bad.file() + " refused: ").contains(bad.words()).doesNotContain("\n", "\u001b");
                assertThat(report.sha256().isEmpty() || report.sha256().length() == 64).isTrue();
            });
            assertThatThrownBy(() -> plugins.find(Kernel.class, "wanted"))
                    .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.exit()).isIn(Exit.PLUGIN, Exit.USAGE));
        }
    }

    @Test
    void allOfThemTogetherHarmNobody() {
        PluginJar.good("good").write(folder);
        all().forEach(bad -> bad.write().accept(folder));
        try (Plugins plugins = Plugins.openHere(new PluginSources(builtIn, List.of(folder), List.of(), PluginSources.Trust.FOLDER))) {
            assertThat(plugins.find(Kernel.class, "good").name()).isEqualTo("good");
            assertThat(refused(plugins)).hasSameSizeAs(all()).hasSizeGreaterThanOrEqualTo(40);
            assertThatThrownBy(() -> plugins.find(Kernel.class, "wanted"))
                    .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.exit()).isEqualTo(Exit.PLUGIN))
                    .hasMessageContaining("half.jar refused: it is no JAR, or a damaged one");
        }
    }

    @Test
    void whoNeedsARefusedPluginIsToldWhich() {
        PluginJar.named("late").kernel("Late", "wanted", "f.negated().exp()").manifest("Plugin-Requires", ">=2.0 & <3.0").write(folder);
        PluginJar.good("other").manifest("Plugin-Requires", ">=2.0 & <3.0").write(folder);
        try (Plugins plugins = Plugins.openHere(new PluginSources(builtIn, List.of(folder), List.of(), PluginSources.Trust.FOLDER))) {
            assertThatThrownBy(() -> plugins.find(Kernel.class, "wanted"))
                    .hasMessage("there is no kernel 'wanted', but a plug-in that was refused may have it: late.jar refused: it needs API "
                            + ">=2.0 & <3.0, and this Starling has 1.0.0: get a build for 1.0.0, or another Starling");
            assertThatThrownBy(() -> plugins.find(Kernel.class, "gausian"))
                    .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.exit()).isEqualTo(Exit.USAGE))
                    .hasMessageContaining("did you mean gaussian?");
        }
    }

    /// The Java machine cannot be told to go on without a thread; a plug-in can.
    @Test
    void aPluginThatNeverAnswersIsLeftBehind() throws IOException {
        PluginJar.named("endless").java(PluginJar.kernelSource("Bad", "wanted",
                        "public Bad() { while (true) java.util.concurrent.locks.LockSupport.park(); }", "f"))
                .service("Kernel", "org.acme.Bad").write(folder);
        PluginJar.good("good").write(folder);
        try (Plugins plugins = Plugins.openHere(new PluginSources(builtIn, List.of(folder), List.of(), PluginSources.Trust.FOLDER))) {
            assertThat(plugins.find(Kernel.class, "good").name()).isEqualTo("good");
            assertThat(refused(plugins)).singleElement().satisfies(report ->
                    assertThat(report.reason()).contains("has not answered for 10 s, at org.acme.Bad.<init>(Bad.java:"));
        }
        Files.delete(folder.resolve("endless.jar"));
    }

    static List<PluginReport> refused(Plugins plugins) {
        return plugins.reports().stream().filter(report -> report.status() == PluginReport.Status.REFUSED).toList();
    }
}
