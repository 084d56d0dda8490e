package dev.starling.app.plugins.intake;

import dev.starling.app.fault.Words;
import dev.starling.app.plugins.jar.Refusal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/// A plug-in under development: a folder of classes, `target/classes` as a rule, packed into a JAR of this run's own.
final class DevelopmentFolder {
    private static final String VERSION = "0.0.0-development";
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private DevelopmentFolder() {}

    /// The name of the project that the folder belongs to, as an id.
    static String id(Path classes) {
        Path folder = classes.toAbsolutePath().normalize();
        Path target = folder.getParent();
        Path project = folder.endsWith("target/classes") && target != null && target.getParent() != null ? target.getParent() : folder;
        String id = String.valueOf(project.getFileName()).toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-$", "");
        return id.isEmpty() ? "development" : id;
    }

    /// Packs all files of the folder, with a manifest that says what one of a released plug-in would.
    static void pack(Path classes, OutputStream jar, String api) throws Refusal {
        if (!Files.isDirectory(classes)) {
            throw new Refusal("it is no folder of classes: build the plug-in, then name its target/classes");
        }
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Plugin-Id", id(classes));
        main.putValue("Plugin-Version", VERSION);
        main.putValue("Plugin-Requires", "=" + api);
        try (JarOutputStream packed = new JarOutputStream(jar)) {
            packed.putNextEntry(entry("META-INF/MANIFEST.MF"));
            manifest.write(packed);
            for (Path file : walk(classes)) {
                String name = classes.relativize(file).toString().replace('\\', '/');
                if (!name.equals("META-INF/MANIFEST.MF")) {
                    packed.putNextEntry(entry(name));
                    packed.write(Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new Refusal("it cannot be read (" + Words.of(e) + ")", e);
        }
    }

    /// What would be packed; nothing where that cannot be looked at.
    static List<Path> files(Path classes) {
        try {
            return walk(classes);
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<Path> walk(Path classes) throws IOException {
        try (Stream<Path> walk = Files.walk(classes)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static JarEntry entry(String name) {
        JarEntry entry = new JarEntry(name);
        entry.setTimeLocal(NO_TIME);
        return entry;
    }
}
