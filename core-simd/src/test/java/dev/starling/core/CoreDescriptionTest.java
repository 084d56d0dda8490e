package dev.starling.core;

import dev.starling.core.plan.Catalog;
import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/// What the module of the core shows to others, and that every public type says how long it will hold.
///
/// A change that is meant is written down by `mvn -pl core-simd -am test -Dtest=CoreDescriptionTest -Dapi.write=true
/// -Dsurefire.failIfNoSpecifiedTests=false`.
class CoreDescriptionTest {
    private static final Path MODULE = Path.of("src/test/resources/module.txt");

    @Test
    void theModuleIsAsItIsWrittenDown() throws IOException {
        String now;
        try (var in = Files.newInputStream(classes().resolve("module-info.class"))) {
            now = describe(ModuleDescriptor.read(in));
        }
        if (Boolean.getBoolean("api.write")) {
            Files.writeString(MODULE, now);
        }
        assertThat(now).isEqualTo(Files.readString(MODULE));
    }

    @Test
    void everyPublicTypeSaysHowLongItWillHold() throws Exception {
        for (Class<?> type : types()) {
            API promise = type.getAnnotation(API.class);
            for (Class<?> outer = type; promise == null && outer != null; outer = outer.getEnclosingClass()) {
                promise = outer.getAnnotation(API.class);
            }
            promise = promise == null ? type.getPackage().getAnnotation(API.class) : promise;
            if (isPublic(type)) {
                assertThat(promise).as("@API of %s", type.getName()).isNotNull();
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
