package dev.starling.app.command;

import dev.starling.api.Kernel;
import dev.starling.testkit.KernelLaws;
import dev.starling.testkit.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/// What the README and the pages that it leads to say is so.
class ReadmeTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The first block of Java after a heading.
    private static String listing(String heading) {
        String readme = read(ROOT.resolve("README.md"));
        Matcher block = Pattern.compile("(?s)\\n## " + heading + "\\n.*?```java\\n(.*?)```").matcher(readme);
        assertThat(block.find()).as("Java below '" + heading + "'").isTrue();
        return block.group(1);
    }

    @Test
    void theLibraryExampleIsTheFileThatItNames() {
        assertThat(listing("As a library")).isEqualTo(read(ROOT.resolve("examples/library/EmbedIris.java")));
    }

    @Test
    void theLibraryExampleIsStartedAsTheReadmeSays() {
        assertThat(read(ROOT.resolve("README.md")))
                .contains("java --add-modules jdk.incubator.vector -cp ", " examples/library/EmbedIris.java");
    }

    @Test
    void thePluginOnTheScreenObeysTheLaws() throws Exception {
        Path source = folder.resolve("RationalQuadratic.java");
        Files.writeString(source, """
                import dev.starling.api.*;
                import dev.starling.api.expr.Expr;
                import java.util.List;

                """ + listing("A plug-in on one screen"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            said, files, null,
                            List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none"), null,
                            files.getJavaFileObjects(source))
                    .call();
            assertThat(compiled).as(said.toString()).isTrue();
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            Kernel kernel = (Kernel) loader.loadClass("RationalQuadratic").getConstructor().newInstance();
            assertThat(KernelLaws.of(kernel).verdicts()).isNotEmpty()
                    .allSatisfy(verdict -> assertThat(verdict.outcome()).as(verdict.line()).isEqualTo(Verdict.Outcome.HOLDS));
        }
    }

    /// Links and pictures of the README and of every page in docs that are no addresses of other sites.
    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        Pattern link = Pattern.compile("\\]\\(<?([^)#\\s>]+)(?:#[^)]*)?>?\\)");
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : pages()) {
            Matcher found = link.matcher(withoutListings(read(page)));
            while (found.find()) {
                String target = found.group(1);
                if (!target.matches("[a-z]+:.*")) {
                    links++;
                    if (!Files.exists(page.resolveSibling(target))) {
                        broken.add(ROOT.relativize(page) + " -> " + target);
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(links).isGreaterThan(20);
    }

    /// Code has brackets too.
    private static String withoutListings(String page) {
        return page.replaceAll("(?s)```.*?```", "");
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            List<Path> pages = new ArrayList<>(docs.filter(file -> file.toString().endsWith(".md")).sorted().toList());
            pages.add(ROOT.resolve("README.md"));
            return pages;
        }
    }
}
