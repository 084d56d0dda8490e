package dev.starling.app.data;

import dev.starling.app.data.bytes.Source;
import dev.starling.app.data.columns.Missing;
import dev.starling.app.data.columns.ReadOptions;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// A data set that comes with Starling; sources and licenses are in the README beside the files.
///
/// @param label   column to color by unless the user says otherwise
/// @param missing what is done about its gaps unless the user says otherwise
/// @param mixed   whether its columns have different units, so that they have to be standardized
record BuiltIn(String file, String label, Missing missing, boolean mixed, String summary) {
    static final Map<String, BuiltIn> SETS = Map.of(
            "digits",
                    new BuiltIn("digits.csv.gz", "digit", Missing.REFUSE, false, "1797 hand-written digits of 8 × 8 pixels (Alpaydin, Kaynak; CC BY 4.0)"),
            "iris", new BuiltIn("iris.csv", "species", Missing.REFUSE, false, "150 flowers of three species, four lengths (Fisher; CC BY 4.0)"),
            "penguins",
                    new BuiltIn("penguins.csv", "species", Missing.DROP, true,
                            "344 penguins of three species, four measures, with gaps, standardized unless you say otherwise (Gorman, Horst; CC0)"));

    static SortedMap<String, String> summaries() {
        SortedMap<String, String> lines = new TreeMap<>();
        SETS.forEach((name, set) -> lines.put(name, set.summary()));
        return lines;
    }

    /// What is to be said where a file has a set's name, too; empty where none has. A folder is what a run wrote.
    static String passedOver(Path folder, String name) {
        return Files.isRegularFile(folder.resolve(name)) ? "the built-in set '" + name + "' is taken, and not the file of that name (./" + name + " for the file)" : "";
    }

    Source open(String name) {
        InputStream bytes = Objects.requireNonNull(BuiltIn.class.getResourceAsStream(file), file);
        return Source.of(name, bytes);
    }

    /// The options, with this set's own where they are silent. A label that is asked for as a feature is none.
    ReadOptions withDefaults(ReadOptions options) {
        boolean usedOtherwise = options.features().contains(label) || options.exclude().contains(label) || label.equals(options.id());
        return options
                .withLabel(options.label() == null && !usedOtherwise ? label : options.label(), options.labelKind())
                .withMissing(options.missing() == null ? missing : options.missing());
    }
}
