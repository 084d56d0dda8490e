package dev.starling.app.plugins;

import dev.starling.api.Recipe;
import dev.starling.app.fault.Fault;
import dev.starling.core.Embedder;
import dev.starling.core.base.NumericalException;
import dev.starling.core.plan.Plan;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A whole run with a plug-in that misbehaves by `mode`, as a program of its own: some modes end the Java machine.
///
/// Arguments: the folder of the distribution's plug-ins, that of the hostile one, the part (`kernel` or `optimizer`), the mode.
final class HostileRun {
    private static final int POINTS = 12;

    private HostileRun() {}

    public static void main(String[] arguments) {
        int code = 0;
        try (Plugins plugins = Plugins.open(List.of(Path.of(arguments[0]), Path.of(arguments[1])))) {
            plugins.notices().forEach(System.err::println);
            plugins.beforeHalt(() -> sayReached(plugins));
            run(plugins, arguments[2], Integer.parseInt(arguments[3]));
            System.out.println("done");
        } catch (Fault fault) {
            System.err.println(fault.getMessage());
            code = fault.exit().code();
        } catch (NumericalException e) {
            System.err.println(e.getMessage());
            code = 6;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            code = 2;
        }
        System.exit(code);
    }

    static void run(Plugins plugins, String part, int mode) {
        Recipe recipe = recipe(plugins, part, mode);
        double[][] data = new double[POINTS][3];
        for (int i = 0; i < POINTS; i++) {
            data[i] = new double[] {i, (i * 5) % 7, (i * 3) % 4};
        }
        try {
            String finished = Embedder.of(Plan.of("hostile", recipe, plugins)).perplexity(3).threads(1).embed(data).finished();
            System.err.println("finished: " + finished);
        } catch (Fault fault) {
            sayReached(plugins);
            throw fault;
        }
    }

    private static Recipe recipe(Plugins plugins, String part, int mode) {
        Recipe recipe = plugins.find(dev.starling.api.Method.class, "t-sne").recipe().forIterations(20).exaggeratedBy(1, 0);
        return (part.equals("kernel") ? recipe.withKernel("hostile") : recipe.withOptimizer("hostile"))
                .with(Map.of(part + ".mode", (double) mode));
    }

    private static void sayReached(Plugins plugins) {
        plugins.reached().ifPresent(reached -> System.err.println("kept " + reached.iterations() + " iterations, "
                + (Arrays.stream(reached.position()).allMatch(Double::isFinite) ? "finite" : "not finite")));
    }
}
