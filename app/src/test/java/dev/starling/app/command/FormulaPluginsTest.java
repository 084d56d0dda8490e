package dev.starling.app.command;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

import static dev.starling.app.fault.Exit.DONE;
import static dev.starling.app.fault.Exit.PLUGIN;
import static dev.starling.app.fault.Exit.USAGE;
import static org.assertj.core.api.Assertions.assertThat;

/// A plug-in that is data, as a user meets it: put into a folder, listed, used by its name, and refused when it is broken or changed.
class FormulaPluginsTest {
    private static final String GOOD = """
            id = "thirds"
            version = "1.2.0"
            requires = ">=1.0 & <2.0"

            [[kernel]]
            name = "two-thirds"
            summary = "falls like a power of the distance"
            weight = "(1 + f)^(-2/3)"
            source = "Nobody, Journal of Nothing, 2026"

            [[cost]]
            name = "squared-difference"
            summary = "squared difference of affinities"
            cost = "(p-q)^2"

            [[method]]
            name = "thirds"
            summary = "two thirds of a method"
            paper = "Nobody, Journal of Nothing, 2026"
            cost = "squared-difference"
            kernel = "two-thirds"
            iterations = 20
            """;

    /// Its formula has no end.
    private static final String BROKEN = """
            id = "broken"
            version = "1.0.0"
            requires = ">=1.0 & <2.0"

            [[kernel]]
            name = "half-written"
            summary = "no end in sight"
            weight = "exp(-f"
            """;

    private static final String DATA = "a,b\n0,0\n1,0\n0,2\n3,1\n9,9\n9,8\n7,9\n8,6\n";

    @RegisterExtension
    final Terminal starling = new Terminal();

    private String folder = "";

    @BeforeEach
    void layOut() {
        folder = starling.folder().toString();
        starling.with("thirds.toml", GOOD).with("data.csv", DATA);
    }

    private Terminal.Outcome embed(String... words) {
        Stream<String> all = Stream.of("embed", "data.csv", "-q", "--force", "--plugins", folder, "--out", folder + "/map");
        return starling.run(Stream.concat(all, Stream.of(words)).toArray(String[]::new));
    }

    private static String sha256(String content) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void itIsListedWithItsSource() throws NoSuchAlgorithmException {
        assertThat(starling.run("list", "kernels", "--plugins", folder).done().results())
                .containsPattern("two-thirds +falls like a power of the distance \\(Nobody, Journal of Nothing, 2026\\)");
        assertThat(starling.run("plugin", "list", "-v", "--plugins", folder).done().results()).contains(
                "thirds.toml loaded: thirds 1.2.0", "file      " + starling.path("thirds.toml"), "sha256    " + sha256(GOOD),
                "offers    cost squared-difference, kernel two-thirds, method thirds", "mentions  nothing but formulas");
        assertThat(starling.run("explain", "two-thirds", "--plugins", folder).done().results()).contains("two-thirds");
    }

    @Test
    void itsMethodEmbeds() throws NoSuchAlgorithmException {
        embed("--method", "thirds").done();
        assertThat(starling.read("map/coords.csv").lines()).hasSize(9);
        assertThat(starling.read("map/run.json").replaceAll("\\s", "")).contains(
                "\"name\":\"thirds\",\"cost\":\"squared-difference\",\"kernel\":\"two-thirds\"",
                "{\"id\":\"thirds\",\"version\":\"1.2.0\",\"sha256\":\"" + sha256(GOOD) + "\",\"signers\":[],\"file\":\"thirds.toml\"");
    }

    @Test
    void aBrokenOneHarmsNobody() {
        starling.with("broken.toml", BROKEN);
        starling.run("plugin", "list", "--plugins", folder).done();
        String refused = "broken.toml refused: kernel[1].weight: expected ')' at column 7 of \"exp(-f\"";
        assertThat(starling.run("list", "kernels", "--plugins", folder).done().messages())
                .isEqualTo("starling: warning: " + refused + System.lineSeparator());
        assertThat(embed("--kernel", "two-thirds", "--iterations", "5").code()).isEqualTo(DONE.code());
        starling.refuses(PLUGIN, "embed", "data.csv", "--kernel", "half-written", "--plugins", folder)
                .isEqualTo("there is no kernel 'half-written', but a plug-in that was refused may have it: " + refused);
        // Whoever asks for something that no file mentions has mistyped it.
        starling.refuses(USAGE, "embed", "data.csv", "--kernel", "two-third", "--plugins", folder).contains("did you mean two-thirds?");
        starling.refuses(USAGE, "embed", "data.csv", "--kernel", "written", "--plugins", folder).contains("there is no kernel 'written'");
    }

    @Test
    void oneOfAnotherApiIsRefused() {
        starling.with("thirds.toml", GOOD.replace(">=1.0 & <2.0", ">=2.0 & <3.0"));
        assertThat(embed("--method", "thirds").messages()).contains("thirds.toml refused: it needs API >=2.0 & <3.0");
        starling.with("thirds.toml", GOOD.replace(">=1.0 & <2.0", ">=1.0"));
        assertThat(embed("--method", "thirds").messages()).contains("thirds.toml refused: requires must have an upper end");
        starling.with("thirds.toml", GOOD.replace(">=1.0 & <2.0", "banana"));
        assertThat(embed("--method", "thirds").messages()).contains("thirds.toml refused: requires must be a range");
        assertThat(embed("--method", "thirds").code()).isEqualTo(PLUGIN.code());
    }

    @Test
    void itIsRecordedAndAChangedOneIsNotRunWhereLocked() throws NoSuchAlgorithmException {
        assertThat(embed("--method", "thirds", "--locked").messages()).contains("thirds.toml refused: it is not in ", sha256(GOOD));
        starling.run("plugin", "list", "--accept", "--plugins", folder).done();
        assertThat(starling.read("starling.lock")).contains(
                "id = \"thirds\"", "version = \"1.2.0\"", "sha256 = \"" + sha256(GOOD) + "\"", "requires = \">=1.0 & <2.0\"",
                "capabilities = \"\"");
        embed("--method", "thirds", "--locked").done();

        String changed = GOOD.replace("-2/3", "-2/5");
        starling.with("thirds.toml", changed);
        embed("--method", "thirds").done();
        starling.refuses(PLUGIN, "embed", "data.csv", "--method", "thirds", "--locked", "--plugins", folder)
                .contains("thirds.toml refused: its sha256 is " + sha256(changed), "says " + sha256(GOOD), "starling plugin list --accept");
        assertThat(embed("--kernel", "student-t", "--iterations", "5", "--locked").code()).isEqualTo(DONE.code());
    }
}
