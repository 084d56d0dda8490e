package dev.starling.app.plugins;

import dev.starling.api.DistanceCost;
import dev.starling.api.Method;
import dev.starling.app.plugins.intake.PluginReport;
import dev.starling.core.Embedder;
import dev.starling.core.Embedding;
import dev.starling.core.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/// A plug-in that was written for API 1.0 still compiles, loads and embeds. Its sources, in `api-1.0`, never change.
class ApiOneTest {
    @TempDir
    Path home;

    @TempDir
    Path folder;

    private static String source(String type) throws IOException {
        try (InputStream in = ApiOneTest.class.getResourceAsStream("api-1.0/" + type + ".java")) {
            return new String(Objects.requireNonNull(in, type).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aPluginOfApiOneStillWorks() throws IOException {
        PluginJar jar = PluginJar.named("one");
        for (String kind : List.of("Kernel", "Cost", "Stress", "Transform", "Optimizer", "Method")) {
            String type = "One" + kind;
            String service = switch (kind) {
                case "Cost" -> "ProbabilityCost";
                case "Stress" -> "DistanceCost";
                default -> kind;
            };
            jar.java(source(type)).service(service, "org.acme.one." + type);
        }
        jar.write(folder);

        try (Plugins plugins = Plugins.open(List.of(Distribution.in(home), folder))) {
            PluginReport report = plugins.reports().getLast();
            assertThat(report.line()).isEqualTo("one.jar loaded: one 1.0.0");
            assertThat(report.extensions()).hasSize(6);
            assertThat(plugins.find(DistanceCost.class, "one-stress").relativeToDistances()).isTrue();

            Method method = plugins.find(Method.class, "one-method");
            double[][] rows = new double[20][3];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = new double[] {i % 4 * 10 + i * 0.1, i % 3, i * i % 7};
            }
            Embedding map = Embedder.of(Plan.of("one-method", method.recipe(), plugins)).perplexity(4).embed(rows);
            assertThat(map.iterations()).isEqualTo(40);
            assertThat(map.cost()).isFinite();
            assertThat(Arrays.stream(map.coordinates()).allMatch(Double::isFinite)).isTrue();
        }
    }
}
