package dev.starling.app.plugins.guard;

import org.junit.jupiter.api.Test;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;

import static org.assertj.core.api.Assertions.assertThat;

/// What a plug-in changes of what everybody shares is set back, and said.
class SurroundingsTest {
    private static List<String> changesBy(Runnable plugin) {
        Surroundings before = Surroundings.now();
        List<String> said = new ArrayList<>();
        plugin.run();
        before.restore(said::add);
        assertThat(Surroundings.now()).isEqualTo(before);
        return said;
    }

    private static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    }

    @Test
    void nothingIsSaidOfWhoChangesNothing() {
        assertThat(changesBy(() -> Locale.setDefault(Locale.getDefault()))).isEmpty();
    }

    @Test
    void everyChangeIsSetBackAndSaid() {
        Locale other = Locale.getDefault().equals(Locale.GERMANY) ? Locale.FRANCE : Locale.GERMANY;
        assertThat(changesBy(() -> Locale.setDefault(other))).containsExactly("the default locale to " + other);
        assertThat(changesBy(() -> TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"))))
                .containsExactly("the default time zone to Asia/Kathmandu");
        assertThat(changesBy(() -> System.setOut(nowhere()))).containsExactly("System.out");
        assertThat(changesBy(() -> System.setErr(nowhere()))).containsExactly("System.err");
        assertThat(changesBy(() -> Thread.setDefaultUncaughtExceptionHandler((_, _) -> {})))
                .containsExactly("the handler of uncaught exceptions");
    }

    @Test
    void severalChangesAreSaidOneByOne() {
        assertThat(changesBy(() -> {
            System.setErr(nowhere());
            System.setOut(nowhere());
        })).containsExactly("System.out", "System.err");
    }
}
