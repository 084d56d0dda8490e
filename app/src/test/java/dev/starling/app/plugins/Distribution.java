package dev.starling.app.plugins;

import com.ning.compress.lzf.LZFException;
import dev.hardwood.reader.ParquetFileReader;
import dev.starling.plugins.costs.KullbackLeibler;
import dev.starling.plugins.kernels.Gaussian;
import dev.starling.plugins.metrics.Cosine;
import dev.starling.plugins.optimizers.GradientDescent;
import dev.starling.plugins.readers.arrays.Npz;
import dev.starling.plugins.readers.hdf5.AnnData;
import dev.starling.plugins.readers.json.JsonLines;
import dev.starling.plugins.readers.parquet.Parquet;
import dev.starling.plugins.stress.Sammon;
import io.jhdf.HdfFile;
import net.jpountz.lz4.LZ4Exception;
import org.apache.commons.compress.compressors.snappy.SnappyCompressorInputStream;
import org.apache.commons.io.input.BoundedInputStream;
import org.apache.commons.lang3.concurrent.LazyInitializer;
import org.slf4j.Logger;
import tools.jackson.core.JsonParser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/// A folder laid out as the distribution's, with the built-in plug-ins as JARs whether or not they have been packed yet.
public final class Distribution {
    private static final Map<String, Class<?>> PLUGINS = Map.of(
            "kernels", Gaussian.class, "costs", KullbackLeibler.class, "stress", Sammon.class, "metrics", Cosine.class,
            "optimizers", GradientDescent.class, "readers-arrays", Npz.class, "readers-hdf5", AnnData.class, "readers-json", JsonLines.class,
            "readers-parquet", Parquet.class);

    /// Libraries that the build puts into a plug-in's JAR, each by a class of it.
    private static final Map<String, List<Class<?>>> LIBRARIES = Map.of(
            "readers-json", List.of(JsonParser.class), "readers-hdf5", List.of(HdfFile.class, Logger.class, LZFException.class, LZ4Exception.class, LazyInitializer.class),
            "readers-parquet", List.of(ParquetFileReader.class, SnappyCompressorInputStream.class, BoundedInputStream.class));

    private Distribution() {}

    /// Packed once for all tests of a run.
    private static final class Packed {
        private static final Path FOLDER = pack();

        private static Path pack() {
            try {
                Path plugins = Files.createTempDirectory("starling-packed-");
                plugins.toFile().deleteOnExit();
                for (Map.Entry<String, Class<?>> plugin : PLUGINS.entrySet()) {
                    Path place = PluginJar.location(plugin.getValue());
                    String file = "starling-" + plugin.getKey() + ".jar";
                    if (Files.isRegularFile(place)) {
                        Files.copy(place, plugins.resolve(file));
                    } else {
                        packed(place, "starling-" + plugin.getKey(), LIBRARIES.getOrDefault(plugin.getKey(), List.of())).write(plugins, file);
                    }
                    plugins.resolve(file).toFile().deleteOnExit();
                }
                return plugins;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Fills `home/plugins` and returns it.
    public static Path in(Path home) {
        try {
            Path plugins = Files.createDirectories(home.resolve("plugins"));
            try (Stream<Path> jars = Files.list(Packed.FOLDER)) {
                for (Path jar : jars.sorted().toList()) {
                    Files.copy(jar, plugins.resolve(jar.getFileName().toString()));
                }
            }
            return plugins;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PluginJar packed(Path classes, String id, List<Class<?>> libraries) throws IOException {
        PluginJar jar = PluginJar.named(id);
        try (var all = Files.walk(classes)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                jar.entry(classes.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        for (Class<?> library : libraries) {
            try (JarFile from = new JarFile(PluginJar.location(library).toFile())) {
                for (JarEntry entry : Collections.list(from.entries())) {
                    if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/") && !entry.getName().equals("module-info.class")) {
                        jar.entry(entry.getName(), from.getInputStream(entry).readAllBytes());
                    }
                }
            }
        }
        return jar;
    }
}
