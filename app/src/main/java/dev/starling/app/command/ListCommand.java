package dev.starling.app.command;

import dev.starling.api.Extension;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/// `starling list`: what there is to choose from.
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "List methods, costs, kernels, transforms, optimizers and built-in data.")
final class ListCommand implements Callable<Integer> {
    private static final String DATA = "data";

    @Parameters(paramLabel = "KIND", arity = "0..1", description = "One of methods, costs, kernels, transforms, optimizers, data (all).")
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
        if (kind == null) {
            out.println(title);
        }
        lines.forEach((name, summary) -> out.println((kind == null ? "  " : "") + name + " ".repeat(width - name.length() + 2) + summary));
        if (kind == null) {
            out.println();
        }
    }
}
