package dev.starling.core;

import dev.starling.api.Normalization;
import dev.starling.api.Recipe;
import dev.starling.core.base.Precision;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/// Coordinates of twenty short runs do not change unnoticed: their hashes are kept in `golden-hashes.txt`, and a new version of that
/// file is accepted once `docs/decisions/golden.md` has a line that says why, with the SHA-256 of the file.
@Tag("machines")
class GoldenHashesTest {
    private static final String KEPT = "golden-hashes.txt";

    private static final List<String> COSTS = List.of("kullback-leibler", "reverse-kullback-leibler", "nerv", "jensen-shannon");

    @Test
    void theRunsGiveTheCoordinatesThatWereKept() throws IOException {
        assertThat(String.join("\n", runs()) + "\n").isEqualTo(new String(kept(), StandardCharsets.UTF_8));
    }

    @Test
    void everyVersionOfTheHashesWasDecided() throws IOException {
        Path decisions = Path.of("").toAbsolutePath();
        while (!Files.exists(decisions.resolve("docs/decisions/golden.md"))) {
            decisions = Objects.requireNonNull(decisions.getParent(), "docs/decisions/golden.md is missing");
        }
        assertThat(Files.readString(decisions.resolve("docs/decisions/golden.md")))
                .as("docs/decisions/golden.md needs a line that says why the hashes changed, with the SHA-256 of the new file")
                .containsPattern("(?m)^\\| " + sha256(kept()) + " \\| \\S.* \\|$");
    }

    private static byte[] kept() throws IOException {
        try (InputStream in = GoldenHashesTest.class.getResourceAsStream("/" + KEPT)) {
            return Objects.requireNonNull(in, KEPT + " is missing").readAllBytes();
        }
    }

    private static List<String> runs() {
        List<String> lines = new ArrayList<>();
        for (String cost : COSTS) {
            lines.add(run(cost, "student-t", Normalization.PAIR, false, Precision.DOUBLE));
            lines.add(run(cost, "student-t", Normalization.PAIR, false, Precision.SINGLE));
            lines.add(run(cost, "heavy-tailed", Normalization.PAIR, true, Precision.DOUBLE));
            lines.add(run(cost, "gaussian", Normalization.POINT, true, Precision.DOUBLE));
            lines.add(run(cost, "gaussian", Normalization.POINT, false, Precision.SINGLE));
        }
        return lines;
    }

    private static String run(String cost, String kernel, Normalization normalization, boolean dense, Precision precision) {
        double[] coordinates = Embedder.of(Recipe.of(cost, kernel, normalization).forIterations(10))
                .perplexity(9)
                .dense(dense)
                .precision(precision)
                .embed(Blobs.of(150, 5, 3))
                .coordinates();
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * coordinates.length);
        for (double coordinate : coordinates) {
            bytes.putDouble(coordinate);
        }
        return String.join(" ", cost, kernel, normalization.name(), dense ? "dense" : "sparse", precision.name(), sha256(bytes.array()));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
