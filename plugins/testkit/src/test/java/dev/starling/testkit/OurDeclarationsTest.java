package dev.starling.testkit;

import dev.starling.api.DistanceCost;
import dev.starling.api.Extension;
import dev.starling.api.Kernel;
import dev.starling.api.Method;
import dev.starling.api.Metric;
import dev.starling.api.Optimizer;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.Reader;
import dev.starling.api.Transform;
import dev.starling.plugins.costs.KullbackLeibler;
import dev.starling.plugins.kernels.Gaussian;
import dev.starling.plugins.metrics.Cosine;
import dev.starling.plugins.optimizers.GradientDescent;
import dev.starling.plugins.readers.arrays.Npz;
import dev.starling.plugins.readers.hdf5.AnnData;
import dev.starling.plugins.readers.json.JsonLines;
import dev.starling.plugins.readers.parquet.Parquet;
import dev.starling.plugins.stress.Sammon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/// A class of ours that is not named in `META-INF/services` is not there for a user; nobody would notice.
class OurDeclarationsTest {
    private static final List<Class<? extends Extension>> KINDS =
            List.of(Kernel.class, ProbabilityCost.class, DistanceCost.class, Transform.class, Metric.class, Optimizer.class, Method.class,
                    Reader.class);

    @ParameterizedTest
    @ValueSource(classes = {
        Gaussian.class, KullbackLeibler.class, Sammon.class, Cosine.class, GradientDescent.class, Npz.class, JsonLines.class, AnnData.class, Parquet.class})
    void everyExtensionIsDeclaredAndEveryDeclarationIsAnExtension(Class<? extends Extension> one) throws IOException {
        Path plugin = location(one);
        Set<Class<?>> declared = KINDS.stream()
                .flatMap(kind -> ServiceLoader.load(kind).stream())
                .map(ServiceLoader.Provider::type)
                .filter(type -> location(type).equals(plugin))
                .collect(Collectors.toSet());
        assertThat(declared).contains(one).isEqualTo(written(plugin));
    }

    @Test
    void namesAreUniqueAmongTheirKind() {
        for (Class<? extends Extension> kind : KINDS) {
            List<String> names = ServiceLoader.load(kind).stream().map(provider -> provider.get().name()).toList();
            assertThat(names).isNotEmpty().doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"));
        }
    }

    /// The JAR, or the folder of classes, that a class comes from.
    private static Path location(Class<?> type) {
        return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    /// Classes of a plug-in that could be extensions; a JAR may hold the library that it reads with, too.
    private static Set<Class<?>> written(Path plugin) throws IOException {
        if (Files.isDirectory(plugin)) {
            return classes(plugin);
        }
        try (FileSystem jar = FileSystems.newFileSystem(plugin)) {
            return classes(jar.getPath("/"));
        }
    }

    private static Set<Class<?>> classes(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.startsWith("dev/starling/") && file.endsWith(".class") && !file.contains("-info"))
                    .map(file -> load(file.substring(0, file.length() - ".class".length()).replace('/', '.')))
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
