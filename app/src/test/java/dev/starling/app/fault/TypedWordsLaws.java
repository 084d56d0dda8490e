package dev.starling.app.fault;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/// A command that a message tells does what it says, whatever its files are called.
@Tag("laws")
class TypedWordsLaws {
    @Property(seed = "1", tries = 20)
    void aShellReadsWhatWasMeant(
            @ForAll @Size(min = 1, max = 30) List<@StringLength(min = 1, max = 8) @CharRange(from = ' ', to = '~') @Chars({'ä', '中', '\'', '$'}) String> words)
            throws IOException, InterruptedException {
        String typed = words.stream().map(Words::typed).collect(Collectors.joining(" "));
        Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\n' " + typed).redirectErrorStream(true).start();
        String read = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(read).as(typed).isEqualTo(String.join("\n", words) + "\n");
        assertThat(shell.waitFor()).isZero();
    }

    @Property(seed = "1", tries = 50)
    void aPlainPathStaysAsItIs(@ForAll @StringLength(min = 1, max = 8) @CharRange(from = 'a', to = 'z') @Chars({'/', '.', '_', '-', 'ü'}) String path) {
        assertThat(Words.typed(path)).isEqualTo(path);
    }
}
