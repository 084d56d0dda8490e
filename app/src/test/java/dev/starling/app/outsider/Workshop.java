package dev.starling.app.outsider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/// A place outside the source tree in which to work as an outsider does: with `starling` and `mvn` on the path and nothing else of ours.
///
/// Maven has a local repository of its own there, so that nothing of ours gets into that of whoever builds. What is not of ours it finds in
/// theirs, as if that were a remote one, and only then where Maven always looks.
final class Workshop {
    /// A build of a small project takes seconds; a machine that is busy with ten others takes minutes.
    private static final long MINUTES = 10;

    private final Path folder;
    private final Path tools;

    /// What a command said and how it ended.
    record Outcome(int code, String output) {}

    Workshop(Path folder) {
        this.folder = folder;
        this.tools = folder.resolve("tools");
        try {
            Files.createDirectories(tools);
            Path settings = Files.writeString(tools.resolve("settings.xml"), settings(Path.of(property("starling.it.localRepository"))));
            script("starling", "exec '" + distribution().resolve("starling") + "' \"$@\"");
            script("mvn", "PATH=${PATH#'" + tools + ":'}\nexec mvn -B -gs '" + settings + "' -Dmaven.repo.local='"
                    + folder.resolve("m2") + "' \"$@\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path distribution() {
        return Path.of(property("starling.it.distribution"));
    }

    static Path sources() {
        return Path.of(property("starling.it.sources"));
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("these tests run in the build, which sets " + name);
        }
        return value;
    }

    private void script(String name, String text) throws IOException {
        Path script = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + text + "\n");
        if (!script.toFile().setExecutable(true)) {
            throw new IOException(script + " cannot be made executable");
        }
    }

    private static String settings(Path local) {
        String repository = """
                <id>already-here</id>
                <url>%s</url>
                <releases><checksumPolicy>ignore</checksumPolicy></releases>
                <snapshots><enabled>false</enabled></snapshots>
                """.formatted(local.toUri());
        return """
                <settings>
                  <profiles>
                    <profile>
                      <id>already-here</id>
                      <repositories><repository>%s</repository></repositories>
                      <pluginRepositories><pluginRepository>%s</pluginRepository></pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>already-here</activeProfile></activeProfiles>
                </settings>
                """.formatted(repository, repository);
    }

    Path folder() {
        return folder;
    }

    /// Runs shell commands in a folder, the first that fails ends them.
    Outcome run(Path where, String commands) {
        try {
            ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", commands).directory(where.toFile()).redirectErrorStream(true);
            Map<String, String> environment = builder.environment();
            environment.put("PATH", tools + ":" + environment.get("PATH"));
            environment.put("LC_ALL", "C.UTF-8");
            // The surroundings of the build that runs this test are not those of a user.
            environment.keySet().removeIf(name -> name.startsWith("MAVEN_") || name.equals("JAVA_TOOL_OPTIONS"));
            // All is over before the second compiler has earned its time.
            environment.put("MAVEN_OPTS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
            environment.put("STARLING_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
            Path output = Files.createTempFile(folder, "output", ".txt");
            Process process = builder.redirectOutput(output.toFile()).start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException("after " + MINUTES + " minutes it still runs: " + commands);
            }
            return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// What commands say that all end well.
    String done(Path where, String commands) {
        Outcome outcome = run(where, commands);
        assertThat(outcome.code()).as(commands + "\n" + outcome.output()).isZero();
        return outcome.output();
    }

    /// Copies a folder of the source tree, but for what a build has left there.
    static Path copy(Path sources, Path to) {
        Path copy = to.resolve(sources.getFileName());
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path relative = sources.relativize(file);
                if (!relative.startsWith("target")) {
                    Path target = copy.resolve(relative.toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As a later build leaves it in a repository, but for its content.
    static void buildAnew(Path artifact, String content) throws IOException {
        try (Stream<Path> all = Files.walk(artifact)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                String name = file.getFileName().toString();
                String text = name.endsWith(".jar") ? content : Files.readString(file);
                Files.delete(file);
                Files.writeString(
                        file.resolveSibling(name.replaceAll("-[0-9]{8}\\.[0-9]{6}-1", "-29991231.235959-1")),
                        name.equals("maven-metadata.xml")
                                ? text.replaceAll("[0-9]{8}\\.[0-9]{6}", "29991231.235959").replaceAll("[0-9]{14}", "29991231235959")
                                : text);
            }
        }
    }

    static List<Path> foldersIn(Path parent) {
        try (Stream<Path> all = Files.list(parent)) {
            return all.filter(folder -> Files.exists(folder.resolve("pom.xml"))).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
