package dev.starling.app.command;

import dev.starling.api.Extension;
import dev.starling.app.explain.Kind;
import dev.starling.core.plan.Catalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

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
            List<String> some = lines(starling.run("list", kind.plural()).done().results(), kind);
            assertThat(all.lines()).contains(kind.plural());
            assertThat(some).hasSize(Catalog.installed().all(kind.type()).size()).isSorted();
            for (Extension extension : Catalog.installed().all(kind.type())) {
                assertThat(some).anyMatch(line -> line.matches(extension.name() + " +\\Q" + extension.summary() + "\\E"));
                assertThat(all.lines()).anyMatch(line -> line.matches(" +" + extension.name() + " +\\Q" + extension.summary() + "\\E"));
            }
        }
        assertThat(starling.run("list", "data").done().results().lines()).extracting(line -> line.split(" ")[0])
                .containsExactly("digits", "iris", "penguins");
    }

    @Test
    void helpNamesEveryKind() {
        String help = starling.run("list", "--help").done().results().replaceAll("\\s+", " ");
        String every = String.join(", ", Arrays.stream(Kind.values()).map(Kind::plural).toList());
        assertThat(help).contains("List " + every + " and", "One of " + every + ", data");
    }

    /// Lines of one kind, without those on what to try first.
    private static List<String> lines(String results, Kind kind) {
        List<String> lines = results.lines().toList();
        int title = lines.indexOf(kind.plural());
        return lines.subList(title + 1, lines.size()).stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    @Test
    void methodsBeginWithFiveToTryAndWhen() {
        List<String> lines = starling.run("list", "methods").done().results().lines().toList();
        assertThat(lines.getFirst()).isEqualTo("methods to try first");
        List<String> names = Catalog.installed().all(Kind.METHODS.type()).stream().map(Extension::name).toList();
        assertThat(lines.subList(1, 6)).allSatisfy(line -> {
            String[] words = line.strip().split(" +", 2);
            assertThat(names).contains(words[0]);
            assertThat(words[1]).matches("begin here.*|if .*");
        });
        assertThat(lines.get(6)).isEmpty();
        assertThat(lines.get(7)).isEqualTo("methods");
    }

    @Test
    void aKindThatThereIsNot() {
        starling.refuses(USAGE, "list", "kernel").contains("no kind 'kernel'; did you mean kernels?", "methods, costs");
    }

    @Test
    void theDoctorSaysWhatItRunsOnAndWhatItFound() {
        String said = starling.run("doctor").done().results();
        assertThat(said.lines()).extracting(line -> line.split(" ")[0])
                .startsWith("starling", "java", "system", "memory", "vectors")
                .filteredOn(word -> word.equals("plug-in")).hasSize(Objects.requireNonNull(Terminal.home().resolve("plugins").toFile().list()).length);
        assertThat(said).contains(Runtime.version().toString(), "starling-stress.jar loaded");
        starling.with("broken.jar", "no JAR");
        Terminal.Outcome ill = starling.run("doctor", "--plugins", starling.folder().toString());
        assertThat(ill.code()).isEqualTo(4);
        assertThat(ill.results()).contains("broken.jar refused: ", "starling-kernels.jar loaded");
    }
}
