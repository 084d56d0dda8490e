package dev.starling.app.data.cells;

import java.text.Normalizer;
import java.util.List;

/// Names as they are compared. `ö` may be one character or an `o` and a mark above it, as file systems and keyboards will have it; people see the same,
/// and what is shown stays as it is written.
public final class Spelling {
    private Spelling() {}

    /// The same for all spellings of a name.
    public static String of(String name) {
        return Normalizer.isNormalized(name, Normalizer.Form.NFC) ? name : Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    public static List<String> of(List<String> names) {
        return names.stream().allMatch(name -> Normalizer.isNormalized(name, Normalizer.Form.NFC)) ? names : names.stream().map(Spelling::of).toList();
    }

    public static boolean areAlike(String a, String b) {
        return a.equals(b) || of(a).equals(of(b));
    }
}
