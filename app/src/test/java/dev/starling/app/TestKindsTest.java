package dev.starling.app;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/// The kind of a test is a tag, since the build chooses by tags: none for what checks one class in milliseconds; `laws`, `machines` and
/// `outsider` for the rest. Names and tags agree, for whoever reads only one of them.
class TestKindsTest {
    private static final Pattern TAG = Pattern.compile("^@(?:[a-z.]+\\.)?Tag\\(\"([a-z]+)\"\\)$", Pattern.MULTILINE);
    private static final Pattern FROM_JQWIK = Pattern.compile("@(?:Property|Example|Group)\\b");
    private static final Pattern PROPERTY = Pattern.compile("^ *@Property\\b.*", Pattern.MULTILINE);
    private static final Pattern FROM_JUNIT = Pattern.compile("@(?:Test|ParameterizedTest|RepeatedTest|TestFactory)\\b");

    /// Each engine sees only its own annotation.
    @Test
    void lawsAndTestsOfOutsidersAreTagged() throws IOException {
        List<Path> tests = Sources.in("src/test/java");
        assertThat(tests).hasSizeGreaterThan(150);
        for (Path test : tests) {
            String name = test.getFileName().toString().replace(".java", "");
            Optional<String> kind = name.endsWith("Laws") ? Optional.of("laws") : name.endsWith("IT") ? Optional.of("outsider") : Optional.empty();
            if (kind.isPresent()) {
                String text = Files.readString(test);
                int engines = (FROM_JQWIK.matcher(text).find() ? 1 : 0) + (FROM_JUNIT.matcher(text).find() ? 1 : 0);
                assertThat(tags(text)).as(name).hasSize(engines).containsOnly(kind.get());
            }
        }
    }

    @Test
    void thereAreFourKinds() throws IOException {
        for (Path test : Sources.in("src/test/java")) {
            assertThat(tags(Files.readString(test))).as(test.getFileName().toString()).isSubsetOf("laws", "machines", "outsider");
        }
    }

    /// A build gives the same verdict on the same sources, whatever was drawn.
    @Test
    void everyPropertyNamesItsSeed() throws IOException {
        int properties = 0;
        for (Path test : Sources.in("src/test/java")) {
            for (MatchResult property : PROPERTY.matcher(Files.readString(test)).results().toList()) {
                assertThat(property.group()).as(test.getFileName().toString()).contains("seed = ");
                properties++;
            }
        }
        assertThat(properties).isGreaterThan(120);
    }

    private static List<String> tags(String text) {
        return TAG.matcher(text).results().map((MatchResult tag) -> tag.group(1)).toList();
    }
}
