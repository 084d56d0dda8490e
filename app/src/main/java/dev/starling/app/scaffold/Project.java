package dev.starling.app.scaffold;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A Maven project for one plug-in, not yet written.
///
/// @param name        of the project, the plug-in and the extension: lower-case words joined by hyphens
/// @param packageName of its class
/// @param repository  address of the folder with the API and the test kit, in Maven's layout
public record Project(String name, ProjectKind kind, String packageName, String repository) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern PACKAGE = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*");

    /// A report of tests is a file called `TEST-PACKAGE.NAMETest.xml`, and 255 letters are what a disk allows; some allow 143.
    private static final int MOST_OF_NAME = 40;

    private static final int MOST_OF_PACKAGE = 80;
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");

    /// Words that no package may be named by.
    private static final Set<String> KEYWORDS = Set.of(
            "abstract", "assert", "boolean", "break", "byte", "case", "catch", "char", "class", "const", "continue", "default", "do",
            "double", "else", "enum", "extends", "false", "final", "finally", "float", "for", "goto", "if", "implements", "import",
            "instanceof", "int", "interface", "long", "native", "new", "null", "package", "private", "protected", "public", "return",
            "short", "static", "strictfp", "super", "switch", "synchronized", "this", "throw", "throws", "transient", "true", "try",
            "void", "volatile", "while", "_");

    /// @throws IllegalArgumentException with what to write instead, if a name will not do
    public Project {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' cannot name a plug-in: use lower-case words joined by hyphens, as in my-kernel");
        }
        refuseLong("name", name, MOST_OF_NAME);
        refuseLong("package", packageName, MOST_OF_PACKAGE);
        Arrays.stream(packageName.split("\\.", -1)).filter(KEYWORDS::contains).findFirst().ifPresent(word -> {
            throw new IllegalArgumentException("no package can be called " + packageName + ", since '" + word
                    + "' is a word of Java's own: choose another name, or a package by --package");
        });
        if (!PACKAGE.matcher(packageName).matches()) {
            throw new IllegalArgumentException(
                    "'" + packageName + "' is no package: use lower-case words joined by dots, as in org.example.mine");
        }
        if (packageName.startsWith("java.") || packageName.equals("dev.starling") || packageName.startsWith("dev.starling.")) {
            throw new IllegalArgumentException("the package " + packageName + " is not yours: a plug-in must not add to it");
        }
        String called = classOf(name);
        if (Stream.of(kind + "/Extension.java.txt", "project/Test.java.txt").anyMatch(template -> uses(template, called))) {
            throw new IllegalArgumentException("the class of '" + name + "' would be called as one that it uses, " + called + ": choose another name, as in my-" + name);
        }
    }

    private static void refuseLong(String what, String text, int most) {
        if (text.length() > most) {
            throw new IllegalArgumentException("the " + what + " has " + text.length() + " letters, and the files that are named by it would be called by more than a disk "
                    + "allows: use at most " + most);
        }
    }

    /// Whether a template has the name of a class as a word of its own, but for comments.
    private static boolean uses(String template, String called) {
        return resource(template).lines().filter(line -> !line.strip().startsWith("//")).anyMatch(Pattern.compile("\\b" + called + "\\b").asPredicate());
    }

    /// The package of a project whose author names none.
    public static String usualPackage(String name) {
        return "org.example." + name.replace("-", "");
    }

    /// The files by their path in the project.
    public Map<String, byte[]> files() {
        String folder = packageName.replace('.', '/');
        Map<String, byte[]> files = new LinkedHashMap<>();
        put(files, "pom.xml", template("project/pom.xml"));
        put(files, "README.md", template("project/README.md"));
        put(files, ".gitignore", template("project/gitignore"));
        put(files, ".mvn/maven.config", "-Dstarling.repository=" + repository + "\n");
        put(files, "src/main/java/" + folder + "/" + className() + ".java", template(kind + "/Extension.java.txt"));
        put(files, "src/main/java/" + folder + "/package-info.java", template("project/package-info.java.txt"));
        put(files, "src/main/resources/META-INF/services/dev.starling.api." + kind.service(), packageName + "." + className() + "\n");
        put(files, "src/test/java/" + folder + "/" + className() + "Test.java", template("project/Test.java.txt"));
        put(files, "src/test/resources/junit-platform.properties", template("project/junit-platform.properties"));
        return files;
    }

    /// `my-kernel` is `MyKernel`.
    public String className() {
        return classOf(name);
    }

    private static String classOf(String name) {
        return Arrays.stream(name.split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static void put(Map<String, byte[]> files, String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /// A template with everything in double braces filled in.
    private String template(String path) {
        Map<String, String> values = new HashMap<>(versions());
        values.put("name", name);
        values.put("package", packageName);
        values.put("path", packageName.replace('.', '/'));
        values.put("class", className());
        values.put("kind", kind.word());
        values.put("type", kind.type());
        values.put("use", kind.use(name));
        values.put("description", "The " + kind.word() + " " + name + ", a plug-in of Starling.");
        values.put("parts", kind == ProjectKind.METHOD ? resource("project/parts.xml") : "");
        return PLACE.matcher(resource(path)).replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new IllegalStateException("nothing is known to fill in for " + found.group() + " in " + path);
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private static Map<String, String> versions() {
        Properties properties = new Properties();
        try (InputStream in = open("versions.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> versions = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> versions.put(key, properties.getProperty(key)));
        return versions;
    }

    private static String resource(String path) {
        try (InputStream in = open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String path) {
        InputStream in = Project.class.getResourceAsStream(path);
        if (in == null) {
            throw new IllegalStateException("the template " + path + " is missing");
        }
        return in;
    }
}
