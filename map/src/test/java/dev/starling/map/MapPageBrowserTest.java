package dev.starling.map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// The page in a real browser, where there is one; see `src/test/browser/README.md`.
@Tag("machines")
class MapPageBrowserTest {
    private static final Path SCRIPT = Path.of("src/test/browser/page.cjs");
    private static final Path CHROMIUM = Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));

    @TempDir
    private Path folder;

    @Test
    void aReaderCanUseThePageFromDiskWithoutANetwork() throws IOException, InterruptedException {
        need(Files.isExecutable(CHROMIUM), "no browser: install chromium, or name one in CHROMIUM");
        boolean driver = run(List.of("node", "-e", "require('playwright-core')")).code == 0;
        need(driver, "no node with playwright-core: name its folder in NODE_PATH");
        List<String> command = new ArrayList<>(List.of("node", SCRIPT.toString()));
        command.add(page("awkward", Examples.awkward(300)));
        command.add(page("pictures", Examples.pictures(160)));
        command.add(page("sixty", Examples.crowded(5000)));
        command.add(page("others", Examples.islands(3000, 75, 2)));
        command.add(page("dense", Examples.islands(200_000, 12, 2)));
        command.add(folder.resolve("shots").toString());
        Outcome outcome = run(command);
        assertThat(outcome.code).as(outcome.text).isZero();
        assertThat(outcome.text.lines()).hasSize(5).allMatch(line -> line.contains("\"requests\":0"));
    }

    /// Where nobody looks, what is skipped is not seen: there a missing browser is a failure.
    private static void need(boolean there, String remedy) {
        assertThat(there || System.getenv("CI") == null).as(remedy).isTrue();
        assumeTrue(there, remedy);
    }

    private String page(String name, MapData map) throws IOException {
        return Files.writeString(folder.resolve(name + ".html"), MapPage.of(map).html()).toString();
    }

    private record Outcome(int code, String text) {}

    private Outcome run(List<String> command) throws InterruptedException {
        try {
            Path text = folder.resolve("output");
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(text.toFile()).start();
            if (!process.waitFor(15, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return new Outcome(-1, "no answer in a quarter of an hour");
            }
            return new Outcome(process.exitValue(), Files.readString(text, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            return new Outcome(-1, e.toString());
        }
    }
}
