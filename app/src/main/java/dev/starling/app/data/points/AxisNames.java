package dev.starling.app.data.points;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names that coordinates of a map have, in this program's files and in those of others.
///
/// A family of them shares all but a number that counts up from 0 or 1 (`y1, y2`, `UMAP_1, UMAP_2`, `V1, V2`, `0, 1`), or a letter x, y, z
/// (`x, y`, `tsne_x, tsne_y`).
final class AxisNames {
    private static final Pattern NUMBERED = Pattern.compile("(.*?)[ ._-]?([0-9]{1,3})\\]?");
    private static final Pattern LETTERED = Pattern.compile("(?:(.*)[ ._-])?([xyz])(?:[ ._-](.*))?");

    /// What comes before the number in names of coordinates, without signs between words.
    private static final Set<String> STEMS = Set.of(
            "", "y", "x", "v", "c", "tsne", "umap", "embedding", "emb", "dim", "dimension", "component", "comp", "coord", "coordinate", "axis",
            "mds", "nmds", "pc", "pca", "phate", "trimap", "pacmap", "localmap", "isomap", "lle", "force", "fa", "dc", "z", "xumap", "xtsne",
            "xpca", "latent", "map", "ivis", "sne", "largevis", "mde");

    private static final List<String> LETTERS = List.of("x", "y", "z");

    private AxisNames() {}

    /// Whether a column of this name could be taken for a coordinate.
    static boolean isAxis(String name) {
        String plain = name.strip().toLowerCase(Locale.ROOT);
        Matcher numbered = NUMBERED.matcher(plain);
        return isLettered(LETTERED.matcher(plain)) || (numbered.matches() && STEMS.contains(bare(numbered.group(1))));
    }

    /// Families of two coordinates or more, and of one if it is `x` or `y1`: for each, the columns in the order of the coordinates.
    static List<List<Integer>> families(List<String> names) {
        Map<String, TreeMap<Integer, Integer>> found = new LinkedHashMap<>();
        for (int column = 0; column < names.size(); column++) {
            String plain = names.get(column).strip().toLowerCase(Locale.ROOT);
            Matcher lettered = LETTERED.matcher(plain);
            Matcher numbered = NUMBERED.matcher(plain);
            if (isLettered(lettered)) {
                String family = lettered.group(1) + "|" + lettered.group(3);
                found.computeIfAbsent(family, _ -> new TreeMap<>()).putIfAbsent(LETTERS.indexOf(lettered.group(2)), column);
            } else if (numbered.matches() && STEMS.contains(bare(numbered.group(1)))) {
                found.computeIfAbsent("#" + numbered.group(1), _ -> new TreeMap<>())
                        .putIfAbsent(Integer.parseInt(numbered.group(2)), column);
            }
        }
        List<List<Integer>> families = new ArrayList<>();
        found.forEach((family, columns) -> {
            boolean counts = columns.firstKey() <= 1 && columns.lastKey() - columns.firstKey() == columns.size() - 1;
            boolean fromX = family.startsWith("#") || columns.firstKey() == 0;
            boolean alone = family.equals("null|null") || family.equals("#y");
            if (counts && fromX && (columns.size() > 1 || alone)) {
                families.add(List.copyOf(columns.values()));
            }
        });
        return families;
    }

    private static boolean isLettered(Matcher lettered) {
        return lettered.matches() && isStem(lettered.group(1)) && isStem(lettered.group(3));
    }

    private static boolean isStem(@Nullable String word) {
        return word == null || (STEMS.contains(bare(word)) && word.chars().noneMatch(Character::isDigit));
    }

    private static String bare(String stem) {
        return stem.replaceAll("[^\\p{L}]", "");
    }
}
