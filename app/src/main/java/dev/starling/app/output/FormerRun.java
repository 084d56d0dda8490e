package dev.starling.app.output;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.fault.Words;
import dev.starling.core.base.Counted;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// A run as its `run.json` tells of it, as far as that is needed to make it again.
///
/// @param starling version
/// @param data     see [RunReport.Repeat]
/// @param plugins  version and hash, by id
/// @param settings what it records that its options made, by place
public record FormerRun(
        String starling, @Nullable String data, List<String> options, List<Fingerprint> inputs, String coordinatesSha256,
        SortedMap<String, String> plugins, SortedMap<String, String> settings) {
    /// Sections that the options and the data decide.
    private static final List<String> SETTINGS = List.of("preparation", "method", "affinities", "run");

    /// What in them is measured, changes no map, or is the name of a file in another folder.
    private static final Pattern NO_SETTING = Pattern.compile("run\\.(threads|start|engine\\..*)|affinities\\.floored");

    private static final int MOST_SETTINGS_SHOWN = 3;
    private static final String STOPPED = "interrupted";

    /// @throws Fault if the file tells of no run, or of one that cannot be made again
    public static FormerRun read(Path file) {
        JsonNode run = tree(file);
        JsonNode repeat = run.path("repeat");
        String starling = run.path("starling").asString("");
        if (starling.isEmpty() || !run.path("result").isObject()) {
            throw new Fault(Exit.DATA, file + " is no report of a run. Name the run.json that embed wrote.");
        }
        if (run.at("/result/finished").asString("").equals(STOPPED)) {
            throw new Fault(Exit.DATA, file + " tells of a run that was stopped after " + Counted.of(run.at("/result/iterations").asInt(0), "iteration")
                    + ", which cannot be done again alike. For the whole run: starling " + commandOf(run) + ".");
        }
        try {
            return new FormerRun(
                    starling,
                    repeat.path("data").isNull() ? null : text(repeat, "data"),
                    repeat.path("options").valueStream().map(JsonNode::stringValue).toList(),
                    repeat.path("inputs").valueStream().map(input -> new Fingerprint(text(input, "file"), text(input, "sha256"))).toList(),
                    text(run.path("result"), "coordinatesSha256"),
                    plugins(run),
                    settings(run));
        } catch (JacksonException e) {
            throw new Fault(Exit.DATA, file + " lacks what is needed to repeat the run; it was written by Starling " + starling + ". Say the command again: "
                    + "starling " + commandOf(run) + ".", e);
        }
    }

    private static SortedMap<String, String> plugins(JsonNode run) {
        SortedMap<String, String> plugins = new TreeMap<>();
        run.path("plugins").valueStream().forEach(one -> plugins.put(text(one, "id"), text(one, "version") + " " + text(one, "sha256")));
        return plugins;
    }

    private static SortedMap<String, String> settings(JsonNode run) {
        SortedMap<String, String> settings = new TreeMap<>();
        SETTINGS.forEach(section -> collect(section, run.path(section), settings));
        settings.keySet().removeIf(place -> NO_SETTING.matcher(place).matches());
        return settings;
    }

    private static void collect(String place, JsonNode node, SortedMap<String, String> into) {
        if (node.isObject()) {
            node.properties().forEach(field -> collect(place + "." + field.getKey(), field.getValue(), into));
        } else {
            into.put(place, node.toString());
        }
    }

    private static JsonNode tree(Path file) {
        try {
            return JsonMapper.builder().build().readTree(Files.readString(file));
        } catch (JacksonException e) {
            throw new Fault(Exit.DATA, file + " is no JSON, or cut off. Name the run.json that embed wrote.", e);
        } catch (NoSuchFileException e) {
            throw new Fault(Exit.FILES, "there is no file '" + file + "'. Name the run.json that embed wrote, or its folder.", e);
        } catch (IOException e) {
            throw new Fault(Exit.FILES, file + " cannot be read. Name the run.json that embed wrote, or its folder.", e);
        }
    }

    private static String commandOf(JsonNode run) {
        return String.join(" ", run.path("command").valueStream().map(word -> Words.typed(word.asString("?"))).toList());
    }

    private static String text(JsonNode node, String name) {
        return node.required(name).stringValue();
    }

    /// What may explain that another run of the same data came to another map, one thing a sentence part; empty if nothing does.
    public List<String> differencesFrom(FormerRun other) {
        List<String> all = new ArrayList<>();
        if (!starling.equals(other.starling)) {
            all.add("it was made by Starling " + starling + ", and this is " + other.starling);
        }
        Set<String> ids = new TreeSet<>(plugins.keySet());
        ids.addAll(other.plugins.keySet());
        ids.removeIf(id -> Objects.equals(plugins.get(id), other.plugins.get(id)));
        ids.forEach(id -> all.add("the plug-in " + id + " is another"));
        String contradiction = contradictionOf(other);
        if (!contradiction.isEmpty()) {
            all.add(contradiction);
        }
        return all;
    }

    /// Where the settings that it records are not those that its options made again; empty if they are. Settings that only one of both knows are no
    /// matter.
    public String contradictionOf(FormerRun again) {
        List<String> changed = settings.entrySet().stream()
                .filter(own -> !own.getValue().equals(again.settings.getOrDefault(own.getKey(), own.getValue())))
                .limit(MOST_SETTINGS_SHOWN)
                .map(own -> own.getKey() + " " + Words.oneLine(own.getValue()) + " where its options make " + again.settings.get(own.getKey()))
                .toList();
        return changed.isEmpty() ? "" : "it records " + String.join(", ", changed) + ", so somebody has changed it";
    }

    /// The file that the table was in, `-` for standard input; empty if it was in none.
    public String table() {
        return inputs.stream()
                .map(Fingerprint::file)
                .filter(file -> file.equals(data) || data != null && data.startsWith(file + ":"))
                .findFirst()
                .orElse("");
    }
}
