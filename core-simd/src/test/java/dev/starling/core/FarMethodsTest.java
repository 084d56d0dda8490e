package dev.starling.core;

import dev.starling.api.Affinity;
import dev.starling.api.Method;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.Plan;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/// Which methods the far field can do, as docs/far-field.md says.
class FarMethodsTest {
    private static final Catalog CATALOG = Catalog.installed();

    @Test
    void allMethodsOfAffinitiesSeparate() throws IOException {
        Set<String> exact = new TreeSet<>();
        int methods = 0;
        for (Method method : CATALOG.all(Method.class)) {
            Plan plan = Plan.of(method.name(), method.recipe().forIterations(5), CATALOG);
            boolean overAllPairs = plan.composition() instanceof Composition.OfDistances
                    || plan.recipe().affinity() == Affinity.DISTANCE;
            methods += overAllPairs ? 0 : 1;
            if (!overAllPairs && !exactPasses(plan).isEmpty()) {
                exact.add(method.name());
            }
        }
        assertThat(exact).isEmpty();
        assertThat(Files.readString(Path.of("../docs/far-field.md"))).contains("through it: " + methods + " of ");
    }

    private static List<String> exactPasses(Plan plan) {
        List<String> notes = new ArrayList<>();
        Embedder.of(plan)
                .engine(Engine.FAR)
                .listener(new Progress() {
                    @Override
                    public void note(String line) {
                        if (line.startsWith("exact")) {
                            notes.add(line);
                        }
                    }
                })
                .embed(Blobs.of(120, 5, 3));
        return notes;
    }
}
