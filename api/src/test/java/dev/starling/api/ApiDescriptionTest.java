package dev.starling.api;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/// Nothing that a plug-in is compiled against changes unnoticed: every public type and member is written down in `api-1.0.txt`.
///
/// Whoever means a change writes the file anew, by
///
///     mvn -pl api test -Dtest=ApiDescriptionTest -Dapi.write=true
///
/// and says in `api/accepted-changes.md` what changed and why.
class ApiDescriptionTest {
    private static final Path DESCRIPTION = Path.of("src/test/resources/api-1.0.txt");
    private static final Path MODULE = Path.of("src/test/resources/module.txt");

    /// Seen by plug-ins; `expr.tree` is exported to the core and the kit only.
    private static final Set<String> EXPORTED = Set.of("dev.starling.api", "dev.starling.api.expr", "dev.starling.api.table");

    @Test
    void theApiIsAsItIsWrittenDown() throws IOException {
        holds(DESCRIPTION, String.join("\n", publicTypes().stream().flatMap(ApiDescriptionTest::describe).toList()) + "\n");
    }

    @Test
    void theModuleIsAsItIsWrittenDown() throws IOException {
        try (var in = Files.newInputStream(classes().resolve("module-info.class"))) {
            holds(MODULE, describe(ModuleDescriptor.read(in)));
        }
    }

    private static void holds(Path file, String now) throws IOException {
        if (Boolean.getBoolean("api.write")) {
            Files.writeString(file, now);
        }
        assertThat(now).as("the API changed. If that is meant, see the comment of this test").isEqualTo(Files.readString(file));
    }

    @Test
    void everyPublicTypeSaysHowLongItWillHold() throws Exception {
        for (Class<?> type : types()) {
            if (Modifier.isPublic(type.getModifiers())) {
                API promise = type.getAnnotation(API.class);
                promise = promise == null ? type.getPackage().getAnnotation(API.class) : promise;
                assertThat(promise).as("@API of %s", type.getName()).isNotNull();
                assertThat(promise.since()).as("since of %s", type.getName()).isNotEmpty();
            }
        }
    }

    @Test
    void everyPackageIsNullMarked() throws Exception {
        for (Class<?> type : types()) {
            assertThat(type.getPackage().isAnnotationPresent(NullMarked.class)).as(type.getPackageName()).isTrue();
        }
    }

    private static Path classes() {
        return Path.of(URI.create(Extension.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    private static List<Class<?>> types() throws IOException, ClassNotFoundException {
        List<Class<?>> types = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes())) {
            for (Path file : files.sorted().toList()) {
                String name = classes().relativize(file).toString().replace(java.io.File.separatorChar, '.');
                if (name.endsWith(".class") && !name.endsWith("-info.class")) {
                    types.add(Class.forName(name.substring(0, name.length() - ".class".length()), false, Extension.class.getClassLoader()));
                }
            }
        }
        assertThat(types).hasSizeGreaterThan(30);
        return types;
    }

    private static List<Class<?>> publicTypes() {
        try {
            return types().stream()
                    .filter(type -> EXPORTED.contains(type.getPackageName()) && Modifier.isPublic(type.getModifiers()))
                    .sorted((a, b) -> a.getName().compareTo(b.getName()))
                    .toList();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A type, what it extends, its public and protected members in alphabetical order.
    private static Stream<String> describe(Class<?> type) {
        Set<String> members = new TreeSet<>();
        for (Field field : type.getDeclaredFields()) {
            if (isVisible(field)) {
                members.add("    " + field.toGenericString());
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isVisible(constructor)) {
                members.add("    " + constructor.toGenericString());
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (isVisible(method)) {
                members.add("    " + method.toGenericString());
            }
        }
        String header = type.toGenericString() + above(type) + components(type) + " @" + promise(type);
        return Stream.concat(Stream.of(header), members.stream());
    }

    private static String promise(Class<?> type) {
        API promise = type.getAnnotation(API.class);
        return promise == null ? "none" : promise.status().toString();
    }

    private static String above(Class<?> type) {
        List<Type> above = new ArrayList<>(List.of(type.getGenericInterfaces()));
        if (type.getGenericSuperclass() != null && type.getSuperclass() != Object.class) {
            above.addFirst(type.getGenericSuperclass());
        }
        return above.isEmpty() ? "" : above.stream().map(Type::getTypeName).collect(Collectors.joining(", ", " : ", ""));
    }

    private static String components(Class<?> type) {
        return type.isRecord()
                ? Arrays.stream(type.getRecordComponents()).map(RecordComponent::toString).collect(Collectors.joining(", ", " (", ")"))
                : "";
    }

    private static boolean isVisible(Member member) {
        return !member.isSynthetic() && (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
    }

    private static String describe(ModuleDescriptor module) {
        List<String> lines = new ArrayList<>();
        module.requires().forEach(requires -> lines.add("requires " + new TreeSet<>(requires.modifiers()) + " " + requires.name()));
        module.exports().forEach(exports -> lines.add("exports " + exports.source() + (exports.isQualified() ? " to " + new TreeSet<>(exports.targets()) : "")));
        module.opens().forEach(opens -> lines.add("opens " + opens.source()));
        module.uses().forEach(uses -> lines.add("uses " + uses));
        module.provides().forEach(provides -> lines.add("provides " + provides.service()));
        return "module " + module.name() + "\n" + lines.stream().sorted().collect(Collectors.joining("\n")) + "\n";
    }
}
