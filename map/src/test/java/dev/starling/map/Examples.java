package dev.starling.map;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// Maps to draw: islands of points around random centers.
final class Examples {
    static final String HOSTILE = "</script><script>document.title='taken'</script><!-- \"quoted\" & 'so' {{data}} {b} \u2028 ";

    /// Texts that have broken pages before.
    static final List<String> AWKWARD = List.of(
            HOSTILE,
            "<img src=x onerror=alert(1)>",
            "שלום עולם",
            "مرحبا بالعالم",
            "👩‍🚀 naïve façade — 日本語",
            "a long label ".repeat(60).strip(),
            "line\nbreak\tand tab, \"comma\"",
            "NaN");

    private Examples() {}

    static MapData islands(int n, int classes, int dimensions) {
        return islands(n, IntStream.range(0, classes).mapToObj(k -> "class " + (k + 1)).toList(), dimensions, "islands");
    }

    /// Sixty classes that are numbers, beside so many columns that one is found by a word: the legend has the least room, and the most to hold.
    static MapData crowded(int n) {
        MapData islands = islands(n, IntStream.rangeClosed(1, 60).mapToObj(Integer::toString).toList(), 2, "sixty numbered classes of cells, by their markers");
        List<MapData.Column> columns = new ArrayList<>(islands.columns());
        for (int k = 0; k < 30; k++) {
            int marker = k;
            columns.add(MapData.Column.of("marker " + k, IntStream.range(0, n).mapToObj(i -> Integer.toString((i * 7 + marker) % 101)).toList()));
        }
        return map(islands.title(), n, 2, islands.coordinates(), islands.ids(), columns, "kind", null);
    }

    static MapData awkward(int n) {
        return islands(n, AWKWARD, 2, HOSTILE);
    }

    private static MapData islands(int n, List<String> classes, int dimensions, String title) {
        Random random = new Random(7);
        double[][] center = new double[classes.size()][dimensions];
        for (double[] at : center) {
            for (int k = 0; k < dimensions; k++) {
                at[k] = 60 * (random.nextDouble() - 0.5);
            }
        }
        double[] coordinates = new double[n * dimensions];
        List<String> label = new ArrayList<>();
        List<String> size = new ArrayList<>();
        List<String> year = new ArrayList<>();
        List<String> group = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int own = random.nextInt(classes.size());
            label.add(classes.get(own));
            size.add(i % 50 == 3 ? "" : Double.toString(own + random.nextGaussian()));
            year.add(Integer.toString(1990 + random.nextInt(12)));
            group.add("group " + (int) (40 * random.nextDouble() * random.nextDouble()));
            for (int k = 0; k < dimensions; k++) {
                coordinates[k * n + i] = center[own][k] + 2.4 * random.nextGaussian() * (1 + own % 3);
            }
        }
        return map(
                title, n, dimensions, coordinates, IntStream.range(0, n).mapToObj(Integer::toString).toList(),
                List.of(
                        MapData.Column.of("kind", label),
                        MapData.Column.of("size", size).asFeature(),
                        MapData.Column.of("year", year),
                        MapData.Column.of("group", group)),
                "kind", null);
    }

    static MapData map(
            String title, int n, int dimensions, double[] coordinates, List<String> ids, List<MapData.Column> columns,
            @Nullable String label, double @Nullable [][] images) {
        List<MapData.CostPoint> costs = new ArrayList<>();
        for (int k = 0; k <= 40; k++) {
            costs.add(new MapData.CostPoint(25 * k, 0.82 + 3.1 / (1 + k)));
        }
        Map<String, Double> quality = new LinkedHashMap<>();
        quality.put("neighbors kept (10)", 0.7128);
        quality.put("trustworthiness (10)", 0.9812);
        quality.put("1-nearest-neighbor accuracy", 0.9812);
        List<String> names = images == null
                ? List.of()
                : columns.stream().filter(MapData.Column::feature).map(MapData.Column::name).toList();
        return new MapData(
                title, String.format(Locale.ROOT, "t-sne · %,d points · cost 0.8974", n), coordinates, n, dimensions,
                ids, columns, label, costs, quality,
                images == null ? null : Thumbnails.of(names, n, (row, column) -> images[row][column]));
    }

    /// Pictures of 8 × 8 pixels: a bar whose place says what class it is.
    static MapData pictures(int n) {
        Random random = new Random(3);
        double[][] rows = new double[n][64];
        double[] coordinates = new double[2 * n];
        List<String> label = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int own = i % 8;
            label.add(Integer.toString(own));
            for (int k = 0; k < 8; k++) {
                rows[i][8 * own + k] = 8 + random.nextInt(9);
            }
            coordinates[i] = 10 * (own % 4) + random.nextGaussian();
            coordinates[n + i] = 10 * (own / 4) + random.nextGaussian();
        }
        List<MapData.Column> columns = new ArrayList<>();
        for (int k = 0; k < 64; k++) {
            int pixel = k;
            List<String> values = IntStream.range(0, n).mapToObj(i -> Integer.toString((int) rows[i][pixel])).toList();
            columns.add(MapData.Column.of("pixel-" + k / 8 + "-" + k % 8, values).asFeature());
        }
        columns.add(MapData.Column.of("bar", label));
        return map(
                "bars", n, 2, coordinates, IntStream.range(0, n).mapToObj(i -> "row-" + i).toList(), columns, "bar", rows);
    }
}
