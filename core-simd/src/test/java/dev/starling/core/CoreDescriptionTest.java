package dev.starling.core;

import dev.starling.core.plan.Catalog;
import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/// What the module of the core shows to others: its packages, and of the types that are stable every public member. And that every public type
/// says how long it will hold.
///
/// A change that is meant is written down by `mvn -pl core-simd -am test -Dtest=CoreDescriptionTest -Dapi.write=true
/// -Dsurefire.failIfNoSpecifiedTests=false`.
class CoreDescriptionTest {
    private static final Path MODULE = Path.of("src/test/resources/module.txt");

    /// Members of stable types.
    private static final Path STABLE = Path.of("src/test/resources/core-1.0.txt");

    @Test
    void theModuleIsAsItIsWrittenDown() throws IOException {
        holds(MODULE, describe(module()));
    }

    @Test
    void theStableTypesAreAsTheyAreWrittenDown() throws Exception {
        Set<String> exported = module().exports().stream().map(ModuleDescriptor.Exports::source).collect(Collectors.toSet());
        StringBuilder now = new StringBuilder();
        for (Class<?> type : types()) {
            if (isPublic(type) && exported.contains(type.getPackageName()) && promise(type) instanceof API promise && promise.status() == API.Status.STABLE) {
                now.append(type.toGenericString()).append('\n');
                members(type).forEach(member -> now.append("    ").append(member).append('\n'));
            }
        }
        holds(STABLE, now.toString());
    }

    /// Public members that are as stable as their type, in alphabetical order.
    private static Stream<String> members(Class<?> type) {
        Stream<? extends AnnotatedElement> all =
                Stream.of(type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods()).flatMap(Stream::of);
        return all.filter(member -> Modifier.isPublic(((Member) member).getModifiers()) && !((Member) member).isSynthetic())
                .filter(member -> !(member.getAnnotation(API.class) instanceof API own) || own.status() == API.Status.STABLE)
                .map(member -> switch (member) {
                    case Executable executable -> executable.toGenericString();
                    default -> ((Field) member).toGenericString();
                })
                .sorted();
    }

    private static void holds(Path file, String now) throws IOException {
        if (Boolean.getBoolean("api.write")) {
            Files.writeString(file, now);
        }
        assertThat(now).as("what the core shows has changed. If that is meant, see the comment of this test").isEqualTo(Files.readString(file));
    }

    private static ModuleDescriptor module() throws IOException {
        try (var in = Files.newInputStream(classes().resolve("module-info.class"))) {
            return ModuleDescriptor.read(in);
        }
    }

    /// What a type promises: itself, or the type or the package that it is in.
    private static @Nullable API promise(Class<?> type) {
        for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
            if (outer.isAnnotationPresent(API.class)) {
                return outer.getAnnotation(API.class);
            }
        }
        return type.getPackage().getAnnotation(API.class);
    }

    @Test
    void everyPublicTypeSaysHowLongItWillHold() throws Exception {
        for (Class<?> type : types()) {
            if (isPublic(type)) {
                assertThat(promise(type)).as("@API of %s", type.getName()).isNotNull();
            }
        }
    }

    private static boolean isPublic(Class<?> type) {
        for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
            if (!Modifier.isPublic(outer.getModifiers())) {
                return false;
            }
        }
        return true;
    }

    @Test
    void everyPackageIsNullMarked() throws Exception {
        for (Class<?> type : types()) {
            assertThat(type.getPackage().isAnnotationPresent(NullMarked.class)).as(type.getPackageName()).isTrue();
        }
    }

    private static Path classes() {
        return Path.of(URI.create(Catalog.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    private static List<Class<?>> types() throws IOException, ClassNotFoundException {
        List<Class<?>> types = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes())) {
            for (Path file : files.sorted().toList()) {
                String name = classes().relativize(file).toString().replace(java.io.File.separatorChar, '.');
                if (name.endsWith(".class") && !name.endsWith("-info.class")) {
                    types.add(Class.forName(name.substring(0, name.length() - ".class".length()), false, Catalog.class.getClassLoader()));
                }
            }
        }
        assertThat(types).hasSizeGreaterThan(30);
        return types;
    }

    private static String describe(ModuleDescriptor module) {
        List<String> lines = new ArrayList<>();
        module.requires().forEach(requires -> lines.add("requires " + new TreeSet<>(requires.modifiers()) + " " + requires.name()));
        module.exports().forEach(exports -> lines.add("exports " + exports.source()));
        module.opens().forEach(opens -> lines.add("opens " + opens.source()));
        module.uses().forEach(uses -> lines.add("uses " + uses));
        return "module " + module.name() + "\n" + lines.stream().sorted().collect(Collectors.joining("\n")) + "\n";
    }
}
