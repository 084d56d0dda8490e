package dev.starling.map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class MapPageTest {
    private static final Pattern DATA = Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

    /// Whatever makes a browser fetch something; the empty icon is exempt.
    private static final Pattern LOADS = Pattern.compile(
            "(?i)(src|href)\\s*=\\s*[\"'](?!data:,)|https?://|\\bimport\\b|\\bfetch\\(|XMLHttpRequest|(?<!Object)url\\(");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void coordinatesComeBackToAStep(int dimensions) {
        MapData map = Examples.islands(500, 4, dimensions);
        JsonNode page = content(MapPage.html(map));
        Plane plane = Plane.of(map);
        double step = page.get("step").doubleValue();
        assertThat(Math.max(Plane.range(plane.x()), Plane.range(plane.y())) / step).isGreaterThan(10_000);
        for (int i = 0; i < map.n(); i++) {
            double x = page.get("left").doubleValue() + step * unsigned(page.get("x"), i);
            double y = page.get("bottom").doubleValue() + step * unsigned(page.get("y"), i);
            assertThat(x).isCloseTo(plane.x()[i], within(step));
            assertThat(y).isCloseTo(plane.y()[i], within(step));
        }
    }

    @Test
    void everyColumnOfEveryRowIsThere() {
        MapData map = Examples.islands(700, 4, 2);
        JsonNode columns = content(MapPage.html(map)).get("columns");
        assertThat(columns.size()).isEqualTo(map.columns().size());
        for (JsonNode column : columns) {
            String name = column.get("name").stringValue();
            MapData.Column source = map.columns().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
            for (int i = 0; i < map.n(); i++) {
                if (column.get("texts").isNull()) {
                    double there = bytes(column.get("numbers")).getDouble(8 * i);
                    String value = source.values().get(i);
                    assertThat(there).isEqualTo(Double.valueOf(value.isEmpty() ? "NaN" : value));
                } else {
                    assertThat(column.get("texts").get(code(column, i)).stringValue()).isEqualTo(source.values().get(i));
                }
            }
        }
    }

    @Test
    void aThirdCoordinateIsAColumnToColourBy() {
        JsonNode columns = content(MapPage.html(Examples.islands(50, 2, 3))).get("columns");
        assertThat(columns.valueStream().map(column -> column.get("name").stringValue())).contains("coordinate 3");
    }

    @Test
    void noTextEndsTheScriptOrTheData() {
        String page = MapPage.html(Examples.awkward(100));
        String plain = MapPage.html(Examples.islands(100, 8, 2));
        assertThat(count(page, "<script")).isEqualTo(count(plain, "<script")).isEqualTo(3);
        assertThat(count(page, "</script")).isEqualTo(count(plain, "</script")).isEqualTo(3);
        assertThat(count(page, "<!--")).isEqualTo(count(plain, "<!--"));
        assertThat(page).doesNotContain("<img src=x").contains("<title>&lt;/script&gt;&lt;script&gt;");
        JsonNode data = content(page);
        assertThat(data.get("title").stringValue()).isEqualTo(Examples.HOSTILE);
        List<String> texts = data.get("columns").get(0).get("texts").valueStream().map(JsonNode::stringValue).toList();
        assertThat(texts).containsAll(Examples.AWKWARD.stream().filter(text -> text.length() < 300 && !text.equals("NaN")).toList());
        assertThat(texts).allMatch(text -> text.length() <= 301);
    }

    @Test
    void thePageLoadsNothing() {
        String page = MapPage.html(Examples.awkward(30));
        assertThat(page).contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                + "script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:\"");
        String own = DATA.matcher(page.replace(echarts(page), "")).replaceAll("");
        assertThat(LOADS.matcher(own).results().map(MatchResult::group)).isEmpty();
        assertThat(echarts(page)).doesNotContain("</script", "fetch(", "new XMLHttpRequest");
    }

    @Test
    void echartsKeepsItsLicence() {
        assertThat(echarts(MapPage.html(Examples.islands(10, 2, 2)))).contains("Licensed to the Apache Software Foundation");
    }

    @Test
    void whatIsNotANumberIsNeitherWrittenNorSaid() {
        MapData map = Examples.islands(20, 2, 2);
        MapData odd = new MapData(
                map.title(), map.subtitle(), map.coordinates(), map.n(), 2, map.ids(), map.columns(), null,
                List.of(new MapData.CostPoint(0, Double.POSITIVE_INFINITY), new MapData.CostPoint(1, 2.5)),
                Map.of("trustworthiness", Double.NaN), null);
        String json = MapPage.json(odd);
        assertThat(json).doesNotContain("NaN", "Infinity");
        JsonNode page = JsonMapper.shared().readTree(json);
        assertThat(page.get("costs").toString()).isEqualTo("[[1,2.5]]");
        assertThat(page.get("quality").size()).isZero();
        assertThat(page.get("label").intValue()).isEqualTo(-1);
    }

    @Test
    void idsThatCountAreNotWrittenOneByOne() {
        JsonNode counting = content(MapPage.html(Examples.islands(50, 2, 2)));
        assertThat(counting.get("firstId").intValue()).isZero();
        assertThat(counting.get("ids").isNull()).isTrue();
        JsonNode named = content(MapPage.html(Examples.pictures(16)));
        assertThat(named.get("firstId").isNull()).isTrue();
        assertThat(named.get("ids").get(3).stringValue()).isEqualTo("row-3");
    }

    @Test
    void rowsThatArePicturesAreShownAsSuch() {
        JsonNode page = content(MapPage.html(Examples.pictures(16)));
        assertThat(page.get("pictures").get("width").intValue()).isEqualTo(8);
        byte[] pixels = Base64.getDecoder().decode(page.get("pictures").get("pixels").stringValue());
        assertThat(pixels).hasSize(16 * 64);
        // Row 3 has its bar in line 3.
        assertThat(IntStream.range(0, 64).filter(k -> pixels[3 * 64 + k] != 0)).containsExactly(24, 25, 26, 27, 28, 29, 30, 31);
    }

    @Test
    void theLabelComesFirstAndFeaturesThatHaveNoRoomAreCounted() {
        int n = 30_000;
        List<String> constant = Collections.nCopies(n, "1");
        List<MapData.Column> columns = new ArrayList<>();
        IntStream.range(0, 100).forEach(k -> columns.add(new MapData.Column("feature " + k, constant, null, true)));
        columns.add(new MapData.Column("note", constant, null, false));
        columns.add(new MapData.Column("label", constant, null, false));
        MapData map = new MapData(
                "wide", "", new double[2 * n], n, 2, IntStream.range(0, n).mapToObj(Integer::toString).toList(), columns, "label",
                List.of(), Map.of(), null);
        JsonNode page = JsonMapper.shared().readTree(MapPage.json(map));
        // 2,000,000 cells are 66 columns of 30,000 rows.
        assertThat(page.get("columns").size()).isEqualTo(66);
        assertThat(page.get("leftOut").intValue()).isEqualTo(36);
        assertThat(page.get("label").intValue()).isZero();
        assertThat(page.get("columns").valueStream().limit(3).map(column -> column.get("name").stringValue()))
                .containsExactly("label", "note", "feature 0");
    }

    /// Codes and long numbers are told from each other by all of their digits, and found by them.
    @Test
    void textsAreThoseOfTheTable() {
        int n = 1_000;
        for (IntFunction<String> text : List.<IntFunction<String>>of(
                i -> Integer.toString(100_000_003 + 7 * i), i -> String.format(Locale.ROOT, "%05d", 1003 + i), i -> i + ".50",
                i -> "2026-11-30 10:" + (10 + i % 50) + ":" + (10 + i / 50), i -> (1_000_000 + i) + "000000000000001")) {
            List<String> values = IntStream.range(0, n).mapToObj(text).toList();
            JsonNode column = content(MapPage.html(new MapData(
                            "t", "", new double[2 * n], n, 2, values, List.of(new MapData.Column("c", values, null, false)), "c", List.of(),
                            Map.of(), null)))
                    .get("columns")
                    .get(0);
            for (int i = 0; i < n; i++) {
                String there = column.get("texts").isNull()
                        ? new BigDecimal(bytes(column.get("numbers")).getDouble(8 * i)).toPlainString()
                        : column.get("texts").get(code(column, i)).stringValue();
                assertThat(there).isEqualTo(values.get(i));
            }
        }
    }

    @Test
    void qualityIsSaidInWords() {
        assertThat(Sentences.of(Map.of("neighbours kept (10)", 0.7128)))
                .containsExactly(new Sentences.Sentence(
                        "neighbours kept (10)", "0.713", "Of each point's 10 nearest in the data, 71 % are among its nearest on the map."));
        assertThat(Sentences.of(Map.of("something else", 2.0))).containsExactly(new Sentences.Sentence("something else", "2.00", ""));
    }

    @Test
    void seventyThousandPointsAreLessThanThreeMegabytes() {
        assertThat(MapPage.html(Examples.islands(70_000, 10, 2)).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(3_000_000);
    }

    private static JsonNode content(String page) {
        Matcher data = DATA.matcher(page);
        assertThat(data.find()).isTrue();
        return JsonMapper.shared().readTree(data.group(1));
    }

    private static String echarts(String page) {
        int from = page.indexOf("<script>", page.indexOf("id=\"data\""));
        return page.substring(from, page.indexOf("</script>", from));
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private static ByteBuffer bytes(JsonNode base64) {
        return ByteBuffer.wrap(Base64.getDecoder().decode(base64.stringValue())).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int unsigned(JsonNode base64, int i) {
        return Short.toUnsignedInt(bytes(base64).getShort(2 * i));
    }

    private static int code(JsonNode column, int i) {
        ByteBuffer codes = bytes(column.get("codes"));
        return column.get("width").intValue() == 1 ? Byte.toUnsignedInt(codes.get(i)) : Short.toUnsignedInt(codes.getShort(2 * i));
    }
}
