package dev.starling.app.command;

import dev.starling.api.Extension;
import dev.starling.app.explain.Kind;
import dev.starling.core.plan.Catalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.File;
import java.io.IOException;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;

import static dev.starling.app.fault.Exit.USAGE;
import static org.assertj.core.api.Assertions.assertThat;

/// `starling explain`: formulas, drawings, parameters.
class ExplainCommandTest {
    @RegisterExtension
    final Terminal starling = new Terminal();

    private String explain(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "explain";
        all[1] = "--no-speed";
        System.arraycopy(words, 0, all, 2, words.length);
        return starling.run(all).done().results();
    }

    @Test
    void aKernelWithItsFormulaAndItsDerivative() {
        assertThat(explain("student-t")).startsWith("kernel student-t")
                .contains("w(f)      = 1 / (f + 1)", "∂ ln w/∂f = -(1 / (f + 1))", "• weight w");
        assertThat(explain("student-t", "--latex")).contains("\\frac{1}{f + 1}");
        assertThat(explain("heavy-tailed")).contains("--set kernel.alpha=0.5 ", "at least 0");
        assertThat(explain("gradient-descent")).contains("--set optimizer.momentum=0.5 ");
        assertThat(explain("t-sne")).contains("van der Maaten", "cost           kullback-leibler", "kernel         student-t");
        assertThat(explain("t-sne", "--markdown")).contains("$$ w(f) = \\frac{1}{f + 1} $$", "| cost | `kullback-leibler` |");
    }

    /// What is printed is the schedule that a gradient follows.
    @Test
    void aMethodWithItsPassesOverThePairs() {
        assertThat(explain("t-sne"))
                .contains("passes over pairs, with P over all pairs", "passes over pairs, with P over neighbors")
                .contains("2. all pairs: partition from Σ 1 / (s + 1); gradient from Σ")
                .contains("3. non-zero pairs: gradient from Σ");
        assertThat(explain("mmds")).contains("passes over pairs" + System.lineSeparator(), "1. all pairs: gradient from Σ");
    }

    @ParameterizedTest
    @EnumSource
    void everyExtensionIsExplained(Kind kind) {
        for (Extension extension : Catalog.installed().all(kind.type())) {
            String said = explain(kind.singular() + ":" + extension.name());
            assertThat(said).startsWith(kind.singular() + " " + extension.name() + System.lineSeparator()).contains(extension.summary())
                    .doesNotContain("NaN", "null");
            extension.parameters().forEach(
                    parameter -> assertThat(said).contains("--set " + kind.singular() + "." + parameter.name() + "="));
        }
    }

    @Test
    void aNameThatSeveralKindsShareIsExplainedForEach() {
        assertThat(explain("umap")).startsWith("method umap").contains("kernel umap");
        assertThat(explain("kernel:umap")).startsWith("kernel umap").doesNotContain("method umap");
        assertThat(explain("elastic-embedding")).contains("method elastic-embedding", "cost elastic-embedding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"student-t", "kullback-leibler", "sammon", "squared"})
    void whatHasACurveIsDrawn(String name) throws Exception {
        File svg = starling.path("drawing.svg").toFile();
        File png = starling.path("drawing.png").toFile();
        explain(name, "--draw", svg.getPath());
        explain(name, "--draw", png.getPath());
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        assertThat(factory.newDocumentBuilder().parse(svg).getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(ImageIO.read(png).getWidth()).isGreaterThan(200);
    }

    @Test
    void whatCannotBeExplainedOrDrawn() throws IOException {
        starling.refuses(USAGE, "explain", "studnt-t").contains("nothing called 'studnt-t'; did you mean student-t?", "starling list");
        starling.refuses(USAGE, "explain", "student-t", "--no-speed", "--draw", "drawing.gif")
                .contains("--draw", ".svg or .png", "'drawing.gif'");
        starling.refuses(USAGE, "explain", "t-sne", "--no-speed", "--draw", "drawing.svg")
                .contains("--draw is for kernels", "'t-sne' is a method");
        starling.refuses(USAGE, "explain", "student-t", "--markdown").contains("--markdown is for methods", "'student-t' is a kernel");
        starling.refuses(USAGE, "explain").contains("NAME is missing", "Help: starling explain --help");
    }
}
