package dev.starling.plugins.optimizers;

import dev.starling.api.Extension;
import dev.starling.api.Optimizer;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/// A class that is not named in `META-INF/services` is not there for a user; nobody would notice.
class DeclaredTest {
    private static final List<Class<? extends Extension>> KINDS = List.of(Optimizer.class);

    @Test
    void everyExtensionIsDeclaredAndEveryDeclarationIsAnExtension() throws IOException {
        assertThat(declared()).isEqualTo(written());
    }

    @Test
    void namesAreUniqueAmongTheirKind() {
        for (Class<? extends Extension> kind : KINDS) {
            List<String> names =
                    ServiceLoader.load(kind).stream().map(provider -> provider.get().name()).toList();
            assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"));
        }
    }

    private static Set<Class<?>> declared() {
        return KINDS.stream()
                .flatMap(kind -> ServiceLoader.load(kind).stream())
                .map(ServiceLoader.Provider::type)
                .collect(Collectors.toSet());
    }

    /// Classes of this module that could be extensions.
    private static Set<Class<?>> written() throws IOException {
        Path root = Path.of("target", "classes");
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.contains("-info"))
                    .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.').replace('\\', '.'))
                    .map(DeclaredTest::load)
                    .filter(type -> Extension.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers()))
                    .collect(Collectors.toSet());
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
