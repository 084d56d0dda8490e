package dev.starling.map;

import dev.starling.core.quality.LabelKind;
import dev.starling.core.quality.Labels;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `map.html`: the map to explore, in one file that loads nothing.
///
/// Apache ECharts is read from its JAR and written into the page. A JAR without a descriptor is an automatic module whose resources
/// outside of packages anybody can read, so the class loader of this class finds them on the module path as on the class path.
public final class MapPage {
    /// Cells of the table that a page carries: about 10 MB of text in the worst case.
    private static final int MOST_CELLS = 2_000_000;

    /// More distinct numbers than this are kept as numbers if a page then writes the same text.
    private static final int MOST_NUMBERS_AS_TEXT = 256;

    private static final int MOST_CHARACTERS = 300;

    /// Steps from end to end of the longer side: finer than any screen.
    private static final int STEPS = 65_535;

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private MapPage() {}

    /// The whole page.
    public static String html(MapData map) {
        return filled(resource("page.html"), Map.of(
                "title", escaped(map.title()),
                "style", resource("page.css"),
                "echarts", echarts(),
                "data", json(map),
                "script", resource("page.js")));
    }

    /// What the page knows, as JSON that may stand inside a script element: every `<` is escaped, so that no text can end it.
    static String json(MapData map) {
        return JsonMapper.shared().writeValueAsString(content(map)).replace("<", "\\u003c");
    }

    /// @param note        what the eye should know of the coordinates; may be empty
    /// @param left        what code 0 of x stands for
    /// @param bottom      what code 0 of y stands for
    /// @param step        length of one step of the codes, in both directions
    /// @param x           codes from 0 to 65535, unsigned, two bytes each, little-endian, in base 64
    /// @param firstId     the number that the ids count up from, if that is what they do; then there are no ids
    /// @param label       index of the column to colour by at first, or -1
    /// @param leftOut     columns that are not in the page, to keep it light
    /// @param few         colours of up to eight classes
    /// @param many        colours of more
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
            List<String> ramp) {}

    /// A column: distinct texts and a code for each row, or a number for each row.
    ///
    /// @param kind    what its texts stand for: whether it is seen as classes or as sizes at first
    /// @param sized   whether its texts have places on a scale
    /// @param texts   an empty one, the last, is a gap
    /// @param days    the places of dates, one a text but for a gap; other texts are the numbers
    /// @param width   bytes a code: 1, 2 or 4; or a number: 4 or 8; little-endian
    /// @param numbers floats or doubles that a page writes as they are in the table; NaN is a gap
    record PageColumn(
            String name,
            boolean feature,
            LabelKind kind,
            boolean sized,
            @Nullable List<String> texts,
            @Nullable List<Double> days,
            @Nullable String codes,
            int width,
            @Nullable String numbers) {}

    record Pictures(int width, int height, String pixels) {}

    private static Content content(MapData map) {
        Plane plane = Plane.of(map);
        double left = Plane.least(plane.x());
        double bottom = Plane.least(plane.y());
        double range = Math.max(Plane.range(plane.x()), Plane.range(plane.y()));
        double step = range > 0 ? range / STEPS : 1;
        List<MapData.Column> columns = columns(map);
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
                firstId == null ? map.ids().stream().map(MapPage::clipped).toList() : null,
                columns.stream().map(MapPage::column).toList(),
                map.columns().size() - (int) columns.stream().filter(map.columns()::contains).count(),
                map.labelColumn() == null ? -1 : columns.indexOf(map.labelColumn()),
                map.costs().stream()
                        .filter(cost -> Double.isFinite(cost.cost()))
                        .map(cost -> List.<Number>of(cost.iteration(), cost.cost()))
                        .toList(),
                Sentences.of(map.quality()),
                map.thumbnails() == null ? null : pictures(map.thumbnails()),
                Palette.of(8),
                Palette.of(Palette.MOST),
                Palette.RAMP);
    }

    /// The columns that the page has room for: the label, what is no feature, further coordinates, then features in order.
    private static List<MapData.Column> columns(MapData map) {
        MapData.Column label = map.labelColumn();
        List<MapData.Column> wanted = new ArrayList<>(map.columns());
        wanted.sort(Comparator.comparingInt(column -> column == label ? 0 : column.feature() ? 2 : 1));
        int own = (int) wanted.stream().filter(column -> column == label || !column.feature()).count();
        int most = Math.max(1, MOST_CELLS / map.n());
        List<MapData.Column> kept = new ArrayList<>(wanted.subList(0, Math.min(wanted.size(), most)));
        for (int k = 2; k < map.dimensions() && kept.size() < most; k++) {
            kept.add(Math.min(own, kept.size()), coordinate(map, k));
        }
        return kept;
    }

    /// A coordinate beyond the two that are drawn, to colour by.
    private static MapData.Column coordinate(MapData map, int k) {
        List<String> values = new ArrayList<>(map.n());
        for (int i = 0; i < map.n(); i++) {
            values.add(Double.toString(map.coordinates()[k * map.n() + i]));
        }
        return new MapData.Column("coordinate " + (k + 1), values, LabelKind.QUANTITY, false);
    }

    private static PageColumn column(MapData.Column column) {
        Labels labels = column.labels();
        Values values = Values.of(labels);
        int digits = labels.kind() == LabelKind.QUANTITY && values.distinct().size() > MOST_NUMBERS_AS_TEXT
                ? NumberTexts.bytesFor(values.distinct(), !column.feature())
                : NumberTexts.NONE;
        if (digits != NumberTexts.NONE) {
            byte[] bytes = new byte[digits * column.values().size()];
            ByteBuffer numbers = littleEndian(bytes);
            column.values().forEach(text -> NumberTexts.put(numbers, digits, labels.number(text)));
            return new PageColumn(column.name(), column.feature(), labels.kind(), true, null, null, null, digits, base64(bytes));
        }
        int width = values.distinct().size() <= 1 << 8 ? 1 : values.distinct().size() <= 1 << 16 ? 2 : 4;
        byte[] bytes = new byte[width * column.values().size()];
        ByteBuffer codes = littleEndian(bytes);
        for (int code : values.codes()) {
            switch (width) {
                case 1 -> codes.put((byte) code);
                case 2 -> codes.putShort((short) code);
                default -> codes.putInt(code);
            }
        }
        List<String> texts = values.distinct().stream().map(MapPage::clipped).toList();
        boolean sized = !labels.scale().isEmpty();
        List<Double> days = labels.kind() != LabelKind.DATE
                ? null
                : values.distinct().stream().map(labels::number).filter(day -> !day.isNaN()).toList();
        return new PageColumn(column.name(), column.feature(), labels.kind(), sized, texts, days, base64(bytes), width, null);
    }

    private static String coordinates(double[] values, double least, double step) {
        byte[] bytes = new byte[2 * values.length];
        ByteBuffer codes = littleEndian(bytes);
        for (double value : values) {
            codes.putShort((short) Math.round((value - least) / step));
        }
        return base64(bytes);
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
        return new Pictures(thumbnails.width(), thumbnails.height(), base64(thumbnails.pixels()));
    }

    private static String clipped(String text) {
        if (text.length() <= MOST_CHARACTERS) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1)) ? MOST_CHARACTERS - 1 : MOST_CHARACTERS;
        return text.substring(0, end) + "…";
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
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
