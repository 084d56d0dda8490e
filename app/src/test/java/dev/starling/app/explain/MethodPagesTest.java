package dev.starling.app.explain;

import dev.starling.api.Extension;
import dev.starling.api.Method;
import dev.starling.core.plan.Catalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import static org.assertj.core.api.Assertions.assertThat;

/// The pages of the methods say what the methods say. `docs/methods/make --text` brings them up to date.
class MethodPagesTest {
    private static final Path PAGES = pages();
    private static final Catalog CATALOG = Catalog.installed();

    static List<String> methods() {
        return CATALOG.all(Method.class).stream().map(Extension::name).toList();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aPageHasTheFormulasOfItsMethod(String name) throws IOException {
        String page = Files.readString(PAGES.resolve(name + ".md"));
        assertThat(page).startsWith("# `" + name + "`\n");
        assertThat(block(page, name)).isEqualTo(MethodText.markdown(CATALOG.find(Method.class, name), CATALOG));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aPageHasWordsAPictureAndTheCommandThatDrewIt(String name) throws IOException {
        String page = Files.readString(PAGES.resolve(name + ".md"));
        assertThat(page.substring(page.indexOf('\n'), page.indexOf(begin(name)))).as("words on %s", name)
                .containsPattern("[a-z]{2,}[^.]*\\.\\s");
        assertThat(page).contains(
                "\n![The digits by " + name + "](" + name + ".png)\n",
                "./starling embed digits --method " + name + " --picture-size 720x600\n");
        BufferedImage picture = ImageIO.read(PAGES.resolve(name + ".png").toFile());
        assertThat(List.of(picture.getWidth(), picture.getHeight())).as("size of the picture of %s", name).containsExactly(720, 600);
        List<String> results = Files.readAllLines(PAGES.resolve("results.tsv"));
        for (String data : List.of("digits", "iris")) {
            assertThat(results).as("what %s reached on %s", name, data).filteredOn(line -> line.startsWith(name + "\t" + data + "\t")).hasSize(1);
        }
        assertThat(Files.readString(PAGES.resolve("README.md"))).contains("| [" + name + "](" + name + ".md) |");
    }

    @Test
    void noPageIsAboutAMethodThatIsGone() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(file -> file.endsWith(".md") && !file.equals("README.md")))
                    .containsExactlyInAnyOrderElementsOf(methods().stream().map(name -> name + ".md").toList());
        }
    }

    /// What stands between the marks.
    private static String block(String page, String name) {
        int from = page.indexOf(begin(name));
        int to = page.indexOf("<!-- end -->\n");
        assertThat(from).as("the mark %s", begin(name)).isNotNegative();
        assertThat(to).as("the mark <!-- end -->").isGreaterThan(from);
        return page.substring(from + begin(name).length(), to);
    }

    private static String begin(String name) {
        return "<!-- begin: starling explain " + name + " --markdown -->\n";
    }

    /// The folder of the pages: tests run in a module's folder, somewhere below the sources.
    private static Path pages() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("docs/methods"))) {
            folder = Objects.requireNonNull(folder.getParent(), "no docs/methods above the folder of the tests");
        }
        return folder.resolve("docs/methods");
    }
}
