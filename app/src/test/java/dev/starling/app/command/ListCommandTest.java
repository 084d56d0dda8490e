package dev.starling.app.command;

import dev.starling.api.Extension;
import dev.starling.app.explain.Kind;
import dev.starling.core.plan.Catalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.starling.app.fault.Exit.USAGE;
import static org.assertj.core.api.Assertions.assertThat;

/// `starling list` and `starling doctor`: what there is.
class ListCommandTest {
    @RegisterExtension
    final Terminal starling = new Terminal();

    @Test
    void everyExtensionOfEveryPluginHasALine() {
        String all = starling.run("list").done().results();
        for (Kind kind : Kind.values()) {
            String some = starling.run("list", kind.plural()).done().results();
            assertThat(all.lines()).contains(kind.plural());
            assertThat(some.lines()).hasSize(Catalog.installed().all(kind.type()).size()).isSorted();
            for (Extension extension : Catalog.installed().all(kind.type())) {
                assertThat(some.lines()).anyMatch(line -> line.matches(extension.name() + " +\\Q" + extension.summary() + "\\E"));
                assertThat(all.lines()).anyMatch(line -> line.matches(" +" + extension.name() + " +\\Q" + extension.summary() + "\\E"));
            }
        }
        assertThat(starling.run("list", "data").done().results().lines()).extracting(line -> line.split(" ")[0])
                .containsExactly("digits", "iris", "penguins");
    }

    @Test
    void aKindThatThereIsNot() {
        starling.refuses(USAGE, "list", "kernel").contains("no kind 'kernel'; did you mean kernels?", "methods, costs");
    }

    @Test
    void theDoctorSaysWhatItRunsOnAndWhatItFound() {
        String said = starling.run("doctor").done().results();
        assertThat(said.lines()).extracting(line -> line.split(" ")[0])
                .containsExactly("starling", "java", "system", "memory", "vectors", "plug-in", "plug-in", "plug-in", "plug-in", "plug-in");
        assertThat(said).contains(Runtime.version().toString(), "starling-stress.jar loaded");
        starling.with("broken.jar", "no JAR");
        Terminal.Outcome ill = starling.run("doctor", "--plugins", starling.folder().toString());
        assertThat(ill.code()).isEqualTo(4);
        assertThat(ill.results()).contains("broken.jar refused: ", "starling-kernels.jar loaded");
    }
}
