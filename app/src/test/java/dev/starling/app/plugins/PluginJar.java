package dev.starling.app.plugins;

import dev.starling.api.Extension;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/// Builds plug-in JARs, good and bad ones, from source text.
///
///     PluginJar.named("spiral").kernel("Spiral", "spiral", "f.plus(1).reciprocal()").write(folder)
public final class PluginJar {
    private static final Map<String, Map<String, byte[]>> COMPILED = new ConcurrentHashMap<>();

    private final String id;
    private final Map<String, String> manifest = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    private PluginJar(String id) {
        this.id = id;
        manifest.put("Manifest-Version", "1.0");
        manifest.put("Plugin-Id", id);
        manifest.put("Plugin-Version", "1.0.0");
        manifest.put("Plugin-Requires", ">=1.0 & <2.0");
    }

    /// A plug-in that has all that it needs but an extension.
    public static PluginJar named(String id) {
        return new PluginJar(id);
    }

    /// A good plug-in with a kernel of the same name.
    public static PluginJar good(String id) {
        return named(id).kernel("Good", id, "f.plus(1).reciprocal()");
    }

    PluginJar manifest(String name, String value) {
        manifest.put(name, value);
        return this;
    }

    PluginJar withoutManifest(String name) {
        manifest.remove(name);
        return this;
    }

    public PluginJar entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    public PluginJar entry(String name, String content) {
        return entry(name, content.getBytes(StandardCharsets.UTF_8));
    }

    PluginJar without(String name) {
        entries.remove(name);
        return this;
    }

    PluginJar change(String name, UnaryOperator<byte[]> how) {
        entries.put(name, how.apply(entries.get(name)));
        return this;
    }

    /// A kernel in package `org.acme`, declared; `weight` is an expression in `f` and `given`.
    public PluginJar kernel(String type, String name, String weight) {
        return java(kernelSource(type, name, "", weight)).service("Kernel", "org.acme." + type);
    }

    public static String kernelSource(String type, String name, String members, String weight) {
        return """
                package org.acme;
                import dev.starling.api.*;
                import dev.starling.api.expr.Expr;
                import java.util.*;
                public class %1$s implements Kernel {
                    %3$s
                    @Override public String name() { return "%2$s"; }
                    @Override public String summary() { return "made for a test"; }
                    @Override public Expr weight(Expr f, Arguments given) { return %4$s; }
                }
                """.formatted(type, name, members, weight);
    }

    public PluginJar service(String kind, String... classes) {
        String name = "META-INF/services/dev.starling.api." + kind;
        byte[] before = entries.getOrDefault(name, new byte[0]);
        return entry(name, new String(before, StandardCharsets.UTF_8) + String.join("\n", classes) + "\n");
    }

    /// Compiles a class against the API and adds what comes of it.
    public PluginJar java(String source) {
        entries.putAll(COMPILED.computeIfAbsent(source, PluginJar::compile));
        return this;
    }

    public Path write(Path folder) {
        return write(folder, id + ".jar");
    }

    public Path write(Path folder, String fileName) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(fileName);
            try (OutputStream out = Files.newOutputStream(file);
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                if (!manifest.isEmpty()) {
                    StringWriter text = new StringWriter();
                    manifest.forEach((name, value) -> text.write(folded(name + ": " + value)));
                    put(zip, JarFile.MANIFEST_NAME, (text + "\r\n").getBytes(StandardCharsets.UTF_8));
                }
                for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                    put(zip, entry.getKey(), entry.getValue());
                }
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PluginJar withoutManifest() {
        manifest.clear();
        return this;
    }

    /// Lays the entries out in a folder, as a compiler does.
    void unpack(Path folder) {
        entries.forEach((name, content) -> {
            try {
                Path file = folder.resolve(name);
                Files.createDirectories(file.getParent());
                Files.write(file, content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /// Lines of a manifest have 72 bytes at most.
    private static String folded(String line) {
        StringBuilder text = new StringBuilder();
        String rest = line;
        while (rest.length() > 70) {
            text.append(rest, 0, 70).append("\r\n ");
            rest = rest.substring(70);
        }
        return text.append(rest).append("\r\n").toString();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static Map<String, byte[]> compile(String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            Path out = Files.createTempDirectory("plugin-jar-");
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(out));
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, List.of(location(Extension.class)));
            boolean done = compiler.getTask(problems, files, null, List.of("--release", "25", "-proc:none"), null,
                    List.of(new Source(source))).call();
            if (!done) {
                throw new IllegalArgumentException(problems + "\n" + source);
            }
            Map<String, byte[]> classes = new HashMap<>();
            try (var all = Files.walk(out)) {
                for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                    if (Files.isRegularFile(file)) {
                        classes.put(out.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
                    }
                    Files.delete(file);
                }
            }
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The folder or JAR that a class is loaded from.
    static Path location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return Path.of(URI.create(source.getLocation().toString()));
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///org/acme/" + text.replaceAll("(?s).*?(?:class|enum|interface) (\\w+).*", "$1") + ".java"),
                    JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
