package dev.starling.app.command;

import dev.starling.api.Extension;
import dev.starling.app.command.options.PluginOptions;
import dev.starling.app.data.DataSet;
import dev.starling.app.explain.Kind;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Nearest;
import dev.starling.app.plugins.Plugins;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/// `starling list`: what there is to choose from.
@Command(
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "List methods, costs, kernels, transforms, metrics, optimizers, readers and built-in data.")
final class ListCommand implements Callable<Integer> {
    private static final String DATA = "data";

    /// Methods that most people need no other beside, and when to take which.
    private static final Map<String, String> FIRST = first();

    private static Map<String, String> first() {
        Map<String, String> methods = new LinkedHashMap<>();
        methods.put("t-sne", "begin here: rows that are alike in groups, well apart");
        methods.put("hssne", "if groups are cut out too sharply, or not enough: --set kernel.alpha from 0 to 3");
        methods.put("ssne", "if the data are continuous: no gaps that are not there");
        methods.put("nerv", "if a false neighbor is worse than a missed one, or the other way: --set cost.lambda from 0 to 1");
        methods.put("mmds", "if large distances matter as much as small ones");
        return methods;
    }

    @Parameters(paramLabel = "KIND", arity = "0..1", description = "One of methods, costs, kernels, transforms, metrics, optimizers, readers, data (all).")
    private @Nullable String kind;

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public Integer call() {
        List<String> kinds = new ArrayList<>(Arrays.stream(Kind.values()).map(Kind::plural).toList());
        kinds.add(DATA);
        if (kind != null && !kinds.contains(kind)) {
            throw new IllegalArgumentException("there is no kind '" + kind + "'; did you mean " + Nearest.first(kind, kinds).getFirst()
                    + "? There are " + String.join(", ", kinds));
        }
        try (Plugins catalog = plugins.open(System.err)) {
            if (kind == null || kind.equals(Kind.METHODS.plural())) {
                print("methods to try first", FIRST);
            }
            for (Kind each : Kind.values()) {
                if (kind == null || kind.equals(each.plural())) {
                    Map<String, String> lines = new TreeMap<>();
                    for (Extension extension : catalog.all(each.type())) {
                        lines.put(extension.name(), extension.summary());
                    }
                    print(each.plural(), lines);
                }
            }
        }
        if (kind == null || kind.equals(DATA)) {
            print(DATA, DataSet.builtIn());
        }
        return Exit.DONE.code();
    }

    private void print(String title, Map<String, String> lines) {
        PrintStream out = System.out;
        int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
        boolean titled = kind == null || kind.equals(Kind.METHODS.plural());
        if (titled) {
            out.println(title);
        }
        lines.forEach((name, summary) -> out.println((titled ? "  " : "") + name + " ".repeat(width - name.length() + 2) + summary));
        if (titled) {
            out.println();
        }
    }
}
