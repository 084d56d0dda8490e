package dev.starling.app.plugins;

import dev.starling.plugins.costs.KullbackLeibler;
import dev.starling.plugins.kernels.Gaussian;
import dev.starling.plugins.metrics.Cosine;
import dev.starling.plugins.optimizers.GradientDescent;
import dev.starling.plugins.stress.Sammon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A folder laid out as the distribution's, with the built-in plug-ins as JARs whether or not they have been packed yet.
public final class Distribution {
    private static final Map<String, Class<?>> PLUGINS = Map.of(
            "kernels", Gaussian.class, "costs", KullbackLeibler.class, "stress", Sammon.class, "metrics", Cosine.class,
            "optimizers", GradientDescent.class);

    private Distribution() {}

    /// Fills `home/plugins` and returns it.
    public static Path in(Path home) {
        try {
            Path plugins = Files.createDirectories(home.resolve("plugins"));
            for (Map.Entry<String, Class<?>> plugin : PLUGINS.entrySet()) {
                Path place = PluginJar.location(plugin.getValue());
                String file = "starling-" + plugin.getKey() + ".jar";
                if (Files.isRegularFile(place)) {
                    Files.copy(place, plugins.resolve(file));
                } else {
                    packed(place, "starling-" + plugin.getKey()).write(plugins, file);
                }
            }
            return plugins;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PluginJar packed(Path classes, String id) throws IOException {
        PluginJar jar = PluginJar.named(id);
        try (var all = Files.walk(classes)) {
            List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
            for (Path file : files) {
                jar.entry(classes.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return jar;
    }
}
