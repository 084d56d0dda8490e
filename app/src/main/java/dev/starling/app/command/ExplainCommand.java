package dev.starling.app.command;

import dev.starling.api.Affinity;
import dev.starling.api.Extension;
import dev.starling.api.Method;
import dev.starling.api.Metric;
import dev.starling.api.Parameter;
import dev.starling.api.Recipe;
import dev.starling.app.command.options.ForceOption;
import dev.starling.app.command.options.PluginOptions;
import dev.starling.app.explain.Curves;
import dev.starling.app.explain.Kind;
import dev.starling.app.explain.MethodText;
import dev.starling.app.explain.Portrait;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.fault.Nearest;
import dev.starling.app.files.OutputFile;
import dev.starling.app.plugins.Plugins;
import dev.starling.app.plugins.intake.PluginReport;
import dev.starling.core.EmbeddingProblem;
import dev.starling.core.PairRate;
import dev.starling.core.Storage;
import dev.starling.core.base.Counted;
import dev.starling.core.plan.Anatomy;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.Plan;
import dev.starling.testkit.TriangleInequality;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/// `starling explain`: one extension with its formula, what is derived from it, and what can be set.
@Command(
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Explain one method, cost, kernel, transform or optimizer.")
final class ExplainCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Its name, as starling list has it; kernel:umap where several kinds share a name.")
    private String name = "";

    @Option(names = "--latex", description = "Formulas in LaTeX.")
    private boolean latex;

    @Option(names = "--markdown", description = "A method as a piece of Markdown, as the pages of its documentation have it.")
    private boolean markdown;

    @Option(names = "--draw", paramLabel = "FILE", description = "Write the drawing to a file that ends in .svg or .png.")
    private @Nullable Path drawing;

    @Mixin
    private ForceOption force = new ForceOption();

    @Option(names = "--no-speed", negatable = true, description = "Leave out how fast it is here, which takes some seconds to find out.")
    private boolean speed = true;

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    private static final String SVG = ".svg";
    private static final String PNG = ".png";
    private static final int DRAWN_COLUMNS = 60;
    private static final int DRAWN_ROWS = 14;
    private static final int LONGEST_PASS = 200;
    private static final Duration TIMED = Duration.ofSeconds(2);

    private record Found(Kind kind, Extension extension) {}

    @Override
    public Integer call() {
        try (Plugins catalog = plugins.open(System.err)) {
            List<Found> found = new ArrayList<>();
            Set<String> names = new TreeSet<>();
            for (Kind kind : Kind.values()) {
                for (String known : catalog.names(kind.type())) {
                    names.add(known);
                    if (name.equals(known) || name.equals(kind.singular() + ":" + known)) {
                        found.add(new Found(kind, catalog.find(kind.type(), known)));
                    }
                }
            }
            List<PluginReport> refused = found.isEmpty() ? catalog.refusedWith(name) : List.of();
            if (!refused.isEmpty()) {
                throw new Fault(Exit.PLUGIN, "'" + name + "' may be in a plug-in that was refused: " + refused.getFirst().line());
            }
            if (found.isEmpty()) {
                throw new Fault(Exit.USAGE, "there is nothing called '" + name + "'; did you mean " + Nearest.first(name, names).getFirst()
                        + "? See starling list.");
            }
            if (markdown && found.stream().anyMatch(one -> one.kind == Kind.METHODS)) {
                found.removeIf(one -> one.kind != Kind.METHODS); // A cost or a kernel may share the name of its method.
            }
            checkDrawing(found);
            try (@Nullable OutputFile file = drawing == null ? null : OutputFile.reserve(drawing, catalog.inputs(), force.isGiven())) {
                found.forEach(one -> print(one.kind, one.extension, catalog, file));
            }
        }
        return Exit.DONE.code();
    }

    private void print(Kind kind, Extension extension, Plugins catalog, @Nullable OutputFile file) {
        PrintStream out = System.out;
        if (markdown) {
            if (!(extension instanceof Method method)) {
                throw new IllegalArgumentException("--markdown is for methods, and '" + extension.name() + "' is a " + kind.singular());
            }
            out.print(MethodText.markdown(method, catalog));
            return;
        }
        out.println(kind.singular() + " " + extension.name());
        out.println("  " + extension.summary());
        List<Anatomy> formulas = Anatomy.of(extension);
        printFormulas(formulas);
        if (extension instanceof Metric metric) {
            out.println();
            out.println("  " + TriangleInequality.counterexample(metric).map(triple -> "no triangle inequality: " + triple)
                    .orElse("triangle inequality: kept by " + TriangleInequality.TRIPLES + " triples of rows"));
        }
        if (extension instanceof Method method) {
            print(method);
            printPasses(method, catalog);
        }
        printParameters(kind, extension.parameters());
        printWaivers(catalog.waivers(kind.type(), extension.name()));
        if (!formulas.isEmpty()) {
            out.println();
            out.println("  " + Anatomy.operations(formulas) + " operations in all of these");
        }
        Portrait.of(extension).ifPresent(curves -> draw(curves, file));
        if (speed) {
            Portrait.plan(extension, catalog).ifPresent(ExplainCommand::printSpeed);
        }
        out.println();
    }

    private void printFormulas(List<Anatomy> formulas) {
        if (formulas.isEmpty()) {
            return;
        }
        System.out.println();
        int width = formulas.stream().mapToInt(line -> line.symbol().length()).max().orElse(0);
        for (Anatomy line : formulas) {
            String formula = latex ? line.formula().toLatex() : line.formula().toString();
            System.out.println("  " + line.symbol() + " ".repeat(width - line.symbol().length()) + " = " + formula);
        }
    }

    private static void printParameters(Kind kind, List<Parameter> parameters) {
        if (!parameters.isEmpty()) {
            System.out.println();
        }
        for (Parameter parameter : parameters) {
            String fallback = Double.isNaN(parameter.fallback()) ? "worked out from the data" : MethodText.number(parameter.fallback());
            System.out.println("  --set " + kind.singular() + "." + parameter.name() + "=" + fallback + "   " + parameter.meaning() + "; "
                    + parameter.range());
        }
    }

    private static void printWaivers(List<String> waivers) {
        if (!waivers.isEmpty()) {
            System.out.println();
        }
        waivers.forEach(waiver -> System.out.println("  breaks a law on purpose: " + waiver));
    }

    private void draw(Curves curves, @Nullable OutputFile file) {
        System.out.println();
        System.out.println(curves.toText(DRAWN_COLUMNS, DRAWN_ROWS));
        if (file != null && drawing != null) {
            file.write(drawing.toString().endsWith(SVG) ? curves.toSvg().getBytes(StandardCharsets.UTF_8) : curves.toPng());
        }
    }

    /// By the loops of a run, which differ by how P is stored.
    private static void printSpeed(Plan plan) {
        for (Storage storage : storages(plan)) {
            PairRate rate = PairRate.measure(plan, storage, TIMED);
            System.out.printf(Locale.ROOT, "  %.2f billion pairs a second and core on this machine%s (%s loops, N = 2,000)%n",
                    rate.pairsPerSecond() / 1e9, inWords(storage, plan), rate.backend().name().toLowerCase(Locale.ROOT));
        }
    }

    private static List<Storage> storages(Plan plan) {
        boolean alwaysAll = plan.composition() instanceof Composition.OfDistances || plan.recipe().affinity() == Affinity.DISTANCE;
        return alwaysAll ? List.of(Storage.DENSE) : List.of(Storage.DENSE, Storage.SPARSE);
    }

    private static String inWords(Storage storage, Plan plan) {
        return storages(plan).size() == 1 ? "" : storage == Storage.DENSE ? ", with P over all pairs" : ", with P over neighbors";
    }

    /// The schedule of the core: what an iteration sums up over the pairs, in how many passes.
    private static void printPasses(Method method, Catalog catalog) {
        Plan plan = Plan.of(method.name(), method.recipe(), catalog);
        for (Storage storage : storages(plan)) {
            System.out.println();
            System.out.println("  passes over pairs" + inWords(storage, plan));
            List<String> passes = EmbeddingProblem.schedule(plan, storage);
            for (int k = 0; k < passes.size(); k++) {
                String pass = passes.get(k);
                System.out.println("  " + (k + 1) + ". " + (pass.length() <= LONGEST_PASS ? pass : pass.substring(0, LONGEST_PASS) + " …"));
            }
        }
    }

    private void checkDrawing(List<Found> found) {
        if (drawing == null) {
            return;
        }
        if (!drawing.toString().endsWith(SVG) && !drawing.toString().endsWith(PNG)) {
            throw new IllegalArgumentException("--draw needs a file that ends in .svg or .png, but was '" + drawing + "'");
        }
        if (found.stream().allMatch(one -> Portrait.of(one.extension).isEmpty())) {
            throw new IllegalArgumentException("--draw is for kernels, costs and transforms, and '" + name + "' is a " + found.getFirst().kind.singular());
        }
    }

    private static void print(Method method) {
        Recipe recipe = method.recipe();
        PrintStream out = System.out;
        out.println();
        out.println("  " + method.paper());
        out.println();
        out.println("  cost           " + recipe.cost());
        if (!recipe.kernel().isEmpty()) {
            out.println("  kernel         " + recipe.kernel());
            out.println("  transform      " + recipe.transform());
            out.println("  normalization  " + recipe.normalization().name().toLowerCase(Locale.ROOT));
            out.println("  affinities     " + recipe.affinity().name().toLowerCase(Locale.ROOT));
        }
        out.println("  optimizer      " + recipe.optimizer() + ", " + Counted.of(recipe.iterations(), "iteration"));
        if (recipe.exaggeration() != 1) {
            out.println("  exaggeration   " + MethodText.number(recipe.exaggeration()) + " for " + Counted.of(recipe.exaggerated(), "iteration"));
        }
        recipe.settings().forEach((key, value) -> out.println("  --set " + key + "=" + MethodText.number(value)));
    }
}
