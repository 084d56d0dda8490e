package dev.starling.map;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// `map.html`: the map to explore, in one file that loads nothing.
///
/// Apache ECharts is read from its JAR and written into the page. A JAR without a descriptor is an automatic module whose resources
/// outside of packages anybody can read, so the class loader of this class finds them on the module path as on the class path.
///
/// @param html    the whole page
/// @param leftOut names of columns for which the page has no room
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public record MapPage(String html, List<String> leftOut) {
    /// Characters of columns that a page carries, after which it would be slow to open.
    private static final long MOST_CHARACTERS = 12_000_000;

    /// Characters of what draws it.
    private static final long LIBRARY = 1_200_000;

    /// Steps from end to end of the longer side: finer than any screen.
    private static final int STEPS = 65_535;

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    /// Characters of a point in a page: two coordinates, and an id.
    private static final int OF_POINT = 24;

    /// The same of a value in a column.
    private static final int OF_VALUE = 6;

    /// How often they are held while a page is put together: coded, as JSON and escaped, in the page as it grows and as a whole, and as bytes.
    private static final int TIMES = 8;

    /// Bytes of memory that it takes to make a page, and its script; about.
    public static long estimateBytes(int points, int columns) {
        return TIMES * (LIBRARY + OF_POINT * (long) points + Math.min(MOST_CHARACTERS, (long) OF_VALUE * points * columns));
    }

    public static MapPage of(MapData map) {
        Columns columns = Columns.of(map);
        return new MapPage(
                filled(resource("page.html"), Map.of(
                        "title", escaped(map.title()),
                        "style", resource("page.css"),
                        "echarts", echarts(),
                        "data", json(content(map, columns)),
                        "script", resource("page.js"))),
                columns.leftOut);
    }

    /// What the page knows, as JSON that may stand inside a script element: every `<` is escaped, so that no text can end it.
    static String json(MapData map) {
        return json(content(map, Columns.of(map)));
    }

    private static String json(Content content) {
        return JsonMapper.shared().writeValueAsString(content).replace("<", "\\u003c");
    }

    /// @param note        what the eye should know of the coordinates; may be empty
    /// @param left        what code 0 of x stands for
    /// @param bottom      what code 0 of y stands for
    /// @param step        length of one step of the codes, in both directions
    /// @param x           codes from 0 to 65535, unsigned, two bytes each, little-endian, in base 64
    /// @param firstId     the number that the ids count up from, if that is what they do; then there are no ids
    /// @param label       index of the column to color by at first, or -1
    /// @param leftOut     columns that are not in the page, to keep it light
    /// @param few         colors of up to eight classes
    /// @param many        colors of more
    /// @param manyOnDark  those on dark paper
    record Content(
            String title,
            String subtitle,
            String note,
            int n,
            double left,
            double bottom,
            double step,
            String x,
            String y,
            @Nullable Long firstId,
            @Nullable List<String> ids,
            List<PageColumn> columns,
            int leftOut,
            int label,
            List<List<Number>> costs,
            List<Sentences.Sentence> quality,
            @Nullable Pictures pictures,
            List<String> few,
            List<String> many,
            List<String> manyOnDark,
            List<String> ramp) {}

    record Pictures(int width, int height, String pixels) {}

    private static Content content(MapData map, Columns columns) {
        Plane plane = Plane.of(map);
        double left = Plane.least(plane.x());
        double bottom = Plane.least(plane.y());
        double range = Math.max(Plane.range(plane.x()), Plane.range(plane.y()));
        double step = range > 0 ? range / STEPS : 1;
        Long firstId = firstId(map.ids());
        return new Content(
                map.title(),
                map.subtitle(),
                plane.note(),
                map.n(),
                left,
                bottom,
                step,
                coordinates(plane.x(), left, step),
                coordinates(plane.y(), bottom, step),
                firstId,
                firstId == null ? map.ids().stream().map(PageColumn::clipped).toList() : null,
                columns.kept,
                columns.leftOut.size(),
                map.label() == null ? -1 : 0,
                map.costs().stream()
                        .filter(cost -> Double.isFinite(cost.cost()))
                        .map(cost -> List.<Number>of(cost.iteration(), cost.cost()))
                        .toList(),
                Sentences.of(map.quality()),
                map.thumbnails() == null ? null : pictures(map.thumbnails()),
                Palette.of(8),
                Palette.of(Palette.MOST),
                Palette.ON_DARK,
                Palette.RAMP);
    }

    /// The columns of a page, and the names of those for which it has no room.
    private record Columns(List<PageColumn> kept, List<String> leftOut) {
        /// The label, what is no feature, further coordinates, then features in order.
        static Columns of(MapData map) {
            MapData.Column label = map.labelColumn();
            List<MapData.Column> wanted = new ArrayList<>(map.columns());
            IntStream.range(2, map.dimensions()).forEach(k -> wanted.add(coordinate(map, k)));
            wanted.sort(Comparator.comparingInt(column -> column == label ? 0 : column.feature() ? 2 : 1));
            List<PageColumn> kept = new ArrayList<>();
            List<String> leftOut = new ArrayList<>();
            long room = MOST_CHARACTERS;
            for (MapData.Column column : wanted) {
                // Once a feature has found no room, the others are not even tried.
                PageColumn coded = room > 0 ? PageColumn.of(column) : null;
                if (coded != null && (column == label || coded.size() <= room)) {
                    kept.add(coded);
                    room -= coded.size();
                } else {
                    leftOut.add(column.name());
                    room = column.feature() ? 0 : room;
                }
            }
            return new Columns(kept, leftOut);
        }
    }

    /// A coordinate beyond the two that are drawn, to color by.
    private static MapData.Column coordinate(MapData map, int k) {
        return MapData.Column.quantity("coordinate " + (k + 1), Arrays.copyOfRange(map.coordinates(), k * map.n(), (k + 1) * map.n()));
    }

    private static String coordinates(double[] values, double least, double step) {
        byte[] bytes = new byte[2 * values.length];
        ByteBuffer codes = PageColumn.littleEndian(bytes);
        for (double value : values) {
            codes.putShort((short) Math.round((value - least) / step));
        }
        return PageColumn.base64(bytes);
    }

    /// The first id if they are whole numbers that count up by one, else null.
    private static @Nullable Long firstId(List<String> ids) {
        if (!ids.getFirst().matches("0|[1-9]\\d{0,8}")) {
            return null;
        }
        long first = Long.parseLong(ids.getFirst());
        for (int i = 0; i < ids.size(); i++) {
            if (!ids.get(i).equals(Long.toString(first + i))) {
                return null;
            }
        }
        return first;
    }

    private static Pictures pictures(Thumbnails thumbnails) {
        return new Pictures(thumbnails.width(), thumbnails.height(), PageColumn.base64(thumbnails.pixels()));
    }

    /// A template with its places filled, in one go, so that nothing filled in is taken for a place.
    private static String filled(String template, Map<String, String> values) {
        StringBuilder page = new StringBuilder();
        Matcher place = PLACE.matcher(template);
        int end = 0;
        while (place.find()) {
            page.append(template, end, place.start()).append(values.getOrDefault(place.group(1), place.group()));
            end = place.end();
        }
        return page.append(template, end, template.length()).toString();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }

    private static String resource(String name) {
        try (InputStream in = MapPage.class.getResourceAsStream(name)) {
            return text(in, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The library, at the version that its JAR says it has.
    private static String echarts() {
        ClassLoader loader = MapPage.class.getClassLoader();
        String about = "META-INF/maven/org.mvnpm/echarts/pom.properties";
        try (InputStream in = loader.getResourceAsStream(about)) {
            Properties properties = new Properties();
            properties.load(new StringReader(text(in, about)));
            String file = "META-INF/resources/_static/echarts/" + properties.getProperty("version") + "/dist/echarts.min.js";
            try (InputStream library = loader.getResourceAsStream(file)) {
                return text(library, file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(@Nullable InputStream in, String name) throws IOException {
        if (in == null) {
            throw new IllegalStateException(name + " is missing in this installation");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
