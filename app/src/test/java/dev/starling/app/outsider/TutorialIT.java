package dev.starling.app.outsider;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/// Whoever follows the tutorial with the built distribution gets to its end.
@Tag("outsider")
class TutorialIT {
    @TempDir
    static Path outside;

    /// Every command and listing of the page that is marked, in its order.
    @Test
    void theTutorialIsTrue() throws IOException {
        Workshop workshop = new Workshop(outside);
        Path where = Files.createDirectory(outside.resolve("tutorial"));
        String page = Files.readString(Workshop.sources().resolve("docs/writing-plugins.md"));
        Matcher blocks = Pattern.compile("<!-- (run|write (\\S+)) -->\\n```\\w+\\n(.*?)```", Pattern.DOTALL).matcher(page);
        int done = 0;
        String output = "";
        while (blocks.find()) {
            String text = blocks.group(3);
            if (blocks.group(2) == null) {
                output = workshop.done(where, text);
                for (String line : text.lines().toList()) {
                    if (line.startsWith("cd ")) {
                        where = where.resolve(line.substring(3));
                    }
                }
            } else {
                assertThat(where.resolve(blocks.group(2))).as("the listing replaces what the template has").exists();
                Files.writeString(where.resolve(blocks.group(2)), text);
            }
            done++;
        }
        assertThat(done).isEqualTo(6);
        assertThat(where.resolve("again.starling/coords.csv")).exists();
        assertThat(output).contains("again.starling");
    }
}
