package dev.starling.app.command;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/// Every command of the page on data runs, one after the other, in a folder with the files that it names.
class DataPageTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```sh\\n(.*?)```");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Pattern FILE = Pattern.compile("[\\w-]+\\.(npz|npy|csv|h5ad|jsonl)(:\\S+)?");

    @RegisterExtension
    final Terminal starling = new Terminal();

    @Test
    void everyCommandRuns() throws IOException {
        try (InputStream cells = DataPageTest.class.getResourceAsStream("/neighbors/cells.h5ad")) {
            Files.copy(Objects.requireNonNull(cells), starling.path("cells.h5ad"));
        }
        starling.with("texts.csv", "text,year,embedding\na,2001,\"[0.1, 0.2, 0.3]\"\nb,2001,\"[0.2, 0.4, 0.1]\"\nc,2003,\"[0.5, 0.1, 0.3]\"\nd,2004,\"[0.1, 0.1, 0.7]\"\n");
        String page = Files.readString(Path.of("../docs/data.md"));
        int run = 0;
        Matcher block = BLOCK.matcher(page);
        while (block.find()) {
            for (String line : block.group(1).lines().toList()) {
                starling.run(words(line).toArray(String[]::new)).done();
                run++;
            }
        }
        assertThat(run).isGreaterThan(5);
    }

    private List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            String text = word.group(1) != null ? word.group(1) : word.group(2);
            words.add(FILE.matcher(text).matches() ? starling.path(text).toString() : text);
        }
        assertThat(words.removeFirst()).isEqualTo("starling");
        if (words.getFirst().equals("embed")) {
            words.addAll(List.of("--iterations", "3", "--quiet", "--picture-size", "600x400", "--force", "--out", starling.path("map").toString()));
        }
        return words;
    }
}
