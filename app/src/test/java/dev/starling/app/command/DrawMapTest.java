package dev.starling.app.command;

import dev.starling.app.ShortProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import static org.assertj.core.api.Assertions.assertThat;

/// A program of one's own writes page and picture, without the host on its path.
class DrawMapTest {
    private static final Path EXAMPLE = Path.of("..", "examples", "library", "DrawMap.java").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    @Test
    void theExampleDrawsAMap() throws IOException, InterruptedException {
        String path = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.equals(Path.of("target/classes").toAbsolutePath().toString()))
                .filter(entry -> !entry.contains("pf4j") && !entry.contains("picocli"))
                .collect(Collectors.joining(File.pathSeparator));
        Path messages = folder.resolve("messages.txt");
        List<String> command = ShortProgram.java();
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-cp", path, EXAMPLE.toString()));
        int code = new ProcessBuilder(command)
                .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(messages.toFile()).start().waitFor();
        assertThat(code).as(Files.readString(messages)).isZero();
        assertThat(folder.resolve("map.html")).content().contains("five flowers", "versicolor");
        assertThat(ImageIO.read(folder.resolve("map.png").toFile()).getWidth()).isEqualTo(1200);
    }
}
