package dev.starling.app.plugins;


import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// JARs that must be refused, each with words that the reason must have. G numbers are PF4J's traps.
///
/// @param file   name of the file
/// @param words  part of the reason
/// @param write  puts it into a folder
record BadJars(String file, String words, Consumer<Path> write) {
    private static final String GOOD = "org/acme/Bad.class";

    @Override
    public String toString() {
        return file;
    }

    /// A plug-in with the kernel `wanted`, good but for what a row does to it.
    private static PluginJar bad(String id) {
        return PluginJar.named(id).kernel("Bad", "wanted", "f.plus(1).reciprocal()");
    }

    private static PluginJar source(String id, String source) {
        return PluginJar.named(id).java(source).service("Kernel", "org.acme.Bad");
    }

    private static PluginJar members(String id, String members) {
        return source(id, PluginJar.kernelSource("Bad", "wanted", members, "f.plus(1).reciprocal()"));
    }

    private static PluginJar weight(String id, String weight) {
        return bad(id).kernel("Bad", "wanted", weight);
    }

    private static BadJars of(String words, String id, PluginJar jar) {
        return new BadJars(id + ".jar", words, folder -> jar.write(folder, id + ".jar"));
    }

    private static BadJars manifest(String words, String id, String name, String value) {
        return of(words, id, bad(id).manifest(name, value));
    }

    private static BadJars bytes(String words, String file, byte[] content) {
        return new BadJars(file, words, folder -> write(folder.resolve(file), content));
    }

    static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A JAR whose bytes are changed after it was packed.
    private static BadJars changed(String words, String id, PluginJar jar, UnaryOperator<byte[]> how) {
        return new BadJars(id + ".jar", words, folder -> {
            Path file = jar.write(folder, id + ".jar");
            write(file, how.apply(read(file)));
        });
    }

    private static byte[] replaced(byte[] content, String from, String to) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] newer(byte[] code) {
        byte[] changed = code.clone();
        changed[7] = 90;
        return changed;
    }

    /// Calls `plus(double)` with an expression.
    private static byte[] misfit(byte[] code) {
        String expressionAndOne = "\u002b\u000f";
        return replaced(code, expressionAndOne, "\u002b\u002b");
    }

    private static PluginJar many(PluginJar jar, int number) {
        for (int k = 0; k < number; k++) {
            jar.entry("empty/" + k, "");
        }
        return jar;
    }

    private static byte[] boastful(byte[] jar) {
        return sized(jar, Integer.MAX_VALUE);
    }

    /// The last entry of the directory says that it has so many bytes when unpacked.
    private static byte[] sized(byte[] jar, int bytes) {
        int at = new String(jar, StandardCharsets.ISO_8859_1).lastIndexOf("PK\u0001\u0002") + 24;
        byte[] changed = jar.clone();
        for (int k = 0; k < 4; k++) {
            changed[at + k] = (byte) (bytes >> 8 * k);
        }
        return changed;
    }

    private static void linkOut(Path folder) {
        try {
            Path outside = Files.createTempDirectory("outside-");
            Files.createSymbolicLink(folder.resolve("link.jar"), bad("link").write(outside));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void makePipe(Path file) {
        try {
            new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void openToAll(Path folder) {
        try {
            Files.setPosixFilePermissions(bad("open-to-all").write(folder), PosixFilePermissions.fromString("rw-rw-rw-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<BadJars> all() {
        return List.of(
                // What a reader would wait for, or read for long.
                new BadJars("pipe.jar", "it is no file", folder -> makePipe(folder.resolve("pipe.jar"))),
                of("its manifest has more than", "much-manifest", bad("much-manifest").manifest("Much", "x".repeat(1 << 20))),
                // Names that fill a screen.
                of("names are lower-case words joined by hyphens, of at most 64 characters", "long-name",
                        PluginJar.named("long-name").kernel("Bad", "w" + "o".repeat(100), "f.plus(1).reciprocal()")),
                of("has a summary of 1001 characters, and 1000 are the most", "long-summary",
                        PluginJar.named("long-summary").java(PluginJar.kernelSource("Long", "long-summary", "", "f.negated().exp()")
                                .replace("made for a test", "x".repeat(1001))).service("Kernel", "org.acme.Long")),
                of("has 65 parameters, and 64 are the most", "many-parameters", members("many-parameters", "public List<Parameter> parameters() { List<Parameter> all = new ArrayList<>();"
                        + " for (int k = 0; k < 65; k++) all.add(Parameter.named(\"p\" + k)); return all; }")),
                of("has a parameter 'ppp", "long-parameter", members("long-parameter", "public List<Parameter> parameters() { return List.of(Parameter.named(\"p\".repeat(65))); }")),
                // No JAR, or a damaged one.
                bytes("no JAR", "text.jar", "hello".getBytes(StandardCharsets.UTF_8)),
                bytes("no JAR", "empty.jar", new byte[0]),
                bytes("no JAR", "image.jar", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}),
                changed("damaged", "half", bad("half"), all -> Arrays.copyOf(all, all.length / 2)),
                changed("damaged", "flipped", bad("flipped").entry("words.txt", "0123456789abcdef".repeat(9)), all -> {
                    byte[] flipped = all.clone();
                    int at = new String(all, StandardCharsets.ISO_8859_1).indexOf("words.txt") + "words.txt".length() + 20;
                    flipped[at] ^= 8;
                    return flipped;
                }),
                // G21, G23
                new BadJars("archive.ZIP", "never unpacked", folder -> bad("archive").write(folder, "archive.ZIP")),
                // G1
                of("no manifest", "no-manifest", bad("no-manifest").withoutManifest()),
                of("no Plugin-Id", "no-id", bad("no-id").withoutManifest("Plugin-Id")),
                of("no Plugin-Version", "no-version", bad("no-version").withoutManifest("Plugin-Version")),
                // G3
                of("no Plugin-Requires", "no-range", bad("no-range").withoutManifest("Plugin-Requires")),
                manifest("must have an upper end", "star", "Plugin-Requires", "*"),
                manifest("must have an upper end", "endless", "Plugin-Requires", ">=1.0"),
                manifest("this Starling has 1.0.0", "far", "Plugin-Requires", ">=99.0 & <100.0"),
                manifest("this Starling has 1.0.0", "next", "Plugin-Requires", ">=2.0 & <3.0"),
                // G4
                manifest("this Starling has 1.0.0", "exact", "Plugin-Requires", "0.9.0"),
                // G2
                manifest("must be a range", "banana-range", "Plugin-Requires", "banana"),
                manifest("must be like 1.2.3", "banana-version", "Plugin-Version", "banana"),
                manifest("is no range", "banana-dependency", "Plugin-Dependencies", "starling-kernels@banana"),
                // G20
                manifest("lower-case words", "path-id", "Plugin-Id", "../../x"),
                manifest("\\u001b", "escape-id", "Plugin-Id", "\u001b[31mred"),
                manifest("at most 64", "long-id", "Plugin-Id", "a".repeat(10_000)),
                manifest("lower-case words", "capital-id", "Plugin-Id", "Capital"),
                new BadJars("link.jar", "out of its folder", BadJars::linkOut),
                new BadJars("open-to-all.jar", "everybody may write", BadJars::openToAll),
                // G13
                manifest("needs nobody", "lonely", "Plugin-Dependencies", "nobody@>=1.0"),
                // G14
                manifest("needs starling-kernels >=9.0, and there is 1.0.0", "other-version", "Plugin-Dependencies",
                        "starling-kernels@>=9.0"),
                // G7
                manifest("Class-Path", "class-path", "Class-Path", "../../outside/evil.jar"),
                manifest("Premain-Class", "agent", "Premain-Class", "org.acme.Bad"),
                manifest("Launcher-Agent-Class", "launcher-agent", "Launcher-Agent-Class", "org.acme.Bad"),
                manifest("Add-Opens", "opens", "Add-Opens", "java.base/java.lang"),
                manifest("Add-Exports", "exports", "Add-Exports", "java.base/jdk.internal.misc"),
                manifest("Enable-Native-Access", "native", "Enable-Native-Access", "ALL-UNNAMED"),
                manifest("multi-release", "multi-release", "Multi-Release", "true"),
                // G16, G17, G18
                manifest("Plugin-Class", "plugin-class", "Plugin-Class", "org.acme.Bad"),
                // G8
                of("built for Java 46", "newer", bad("newer").change(GOOD, BadJars::newer)),
                of("ClassFormatError", "truncated", bad("truncated").change(GOOD, code -> Arrays.copyOf(code, code.length / 2))),
                of("VerifyError", "bytecode", bad("bytecode").change(GOOD, BadJars::misfit)),
                of("no class file", "no-class", bad("no-class").entry("org/acme/Text.class", "hello, I am text")),
                of("bad start", "static-fails", members("static-fails", "static int zero = zero(); static int zero() { throw new "
                        + "IllegalStateException(\"bad start\"); }")),
                of("NoClassDefFoundError", "needs-more", source("needs-more", PluginJar.kernelSource("Bad", "wanted",
                        "static class Gone { static Expr of(Expr f) { return f; } }", "Gone.of(f)")).without("org/acme/Bad$Gone.class")),
                // G9
                of("bundles the API", "bundles", bad("bundles").entry("dev/starling/api/Kernel.class", new byte[8])),
                // G10
                of("not in it", "absent", bad("absent").service("Kernel", "org.acme.Absent")),
                of("bad luck", "constructor", members("constructor", "public Bad() { throw new IllegalStateException(\"bad luck\"); }")),
                of("no public constructor", "arguments", members("arguments", "public Bad(int n) {}")),
                of("abstract", "abstract", source("abstract", "package org.acme; public abstract class Bad implements "
                        + "dev.starling.api.Kernel {}")),
                of("an enum", "enum", source("enum", "package org.acme; public enum Bad implements dev.starling.api.Kernel { ONE;"
                        + " public String summary() { return \"\"; } public dev.starling.api.expr.Expr weight(dev.starling.api.expr.Expr f,"
                        + " dev.starling.api.Arguments given) { return f; } }")),
                of("not public", "hidden", source("hidden", PluginJar.kernelSource("Bad", "wanted", "public Bad() {}", "f.negated().exp()")
                        .replace("public class", "class"))),
                of("StackOverflowError", "deep", members("deep", "public Bad() { this(0); } Bad(int n) { new Bad(n + 1); }")),
                of("OutOfMemoryError", "large", members("large", "long[][] all = new long[100][1 << 30];")),
                // G11
                of("declares no extension", "no-index", PluginJar.named("no-index").java(
                        PluginJar.kernelSource("Bad", "wanted", "", "f.negated().exp()"))),
                of("implements none", "stranger", source("stranger", "package org.acme; public class Bad { String name = \"wanted\"; }")),
                // What is not in its place.
                of("holds another JAR", "nested", bad("nested").entry("lib/inner.jar", new byte[9])),
                of("leads out of it", "upwards", bad("upwards").entry("../x", "x")),
                of("leads out of it", "absolute", bad("absolute").entry("/x", "x")),
                of("leads out of it", "drive", bad("drive").entry("C:/x", "x")),
                changed("two entries", "twice", bad("twice").entry("aaaa", "x").entry("bbbb", "y"), all -> replaced(all, "bbbb", "aaaa")),
                of("20002 entries, and 20000 are the most", "many", many(bad("many"), 20_000 - 1)),
                changed("claims 2147483647 bytes", "huge", bad("huge").entry("zz", "small"), BadJars::boastful),
                changed("is not what was packed", "short", bad("short").entry("zz", "small"), all -> sized(all, 4)),
                of("package of others", "in-java", bad("in-java").entry("java/lang/Evil.class", new byte[8])),
                of("package of others", "in-host", bad("in-host").entry("dev/starling/core/Plan.class", new byte[8])),
                of("package of others", "in-own", bad("in-own").entry("dev/starling/plugins/kernels/Gaussian.class", new byte[8])),
                of("package of others", "in-pf4j", bad("in-pf4j").entry("org/pf4j/Plugin.class", new byte[8])),
                // What it answers.
                of("returns null from weight()", "null-weight", weight("null-weight", "null")),
                of("NaN at an ordinary place", "nan-weight", weight("nan-weight", "f.negated().log()")),
                of("has a variable 'x'", "free", weight("free", "f.times(Expr.leaf(\"x\"))")),
                of("names are lower-case words", "shouting", source("shouting", PluginJar.kernelSource("Bad", "WANTED wanted", "", "f"))));
    }
}
