package dev.starling.map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        JsonNode page = content(html(map));
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
        JsonNode columns = content(html(map)).get("columns");
        assertThat(columns.size()).isEqualTo(map.columns().size());
        for (JsonNode column : columns) {
            String name = column.get("name").stringValue();
            MapData.Column source = map.columns().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
            IntStream.range(0, map.n()).forEach(i -> assertThat(text(column, i)).isEqualTo(source.values().get(i)));
        }
    }

    /// What stands in the table is what a reader sees and finds, but for the notation of exponents.
    @Property(seed = "1", tries = 300)
    void aPageSaysTheTextsOfTheTable(@ForAll("numbers") List<String> numbers) {
        JsonNode column = JsonMapper.shared().valueToTree(PageColumn.of(MapData.Column.of("numbers", numbers)));
        for (int i = 0; i < numbers.size(); i++) {
            String text = numbers.get(i);
            if (text.contains("E")) {
                assertThat(Double.parseDouble(text(column, i))).isEqualTo(Double.parseDouble(text));
            } else {
                assertThat(text(column, i)).isEqualTo(text);
            }
        }
    }

    @Provide
    Arbitrary<List<String>> numbers() {
        Arbitrary<String> plain = Arbitraries.integers().map(String::valueOf);
        Arbitrary<String> code = Arbitraries.integers().between(0, 99_999).map(k -> String.format(Locale.ROOT, "%05d", k));
        Arbitrary<String> fixed = Arbitraries.doubles().between(-1e4, 1e4).map(v -> String.format(Locale.ROOT, "%.2f", v));
        Arbitrary<String> digits = Arbitraries.doubles().between(-1, 1).map(v -> String.format(Locale.ROOT, "%.12f", v));
        Arbitrary<String> full = Arbitraries.doubles().map(String::valueOf);
        Arbitrary<String> large = Arbitraries.longs().map(String::valueOf);
        Arbitrary<String> mixed = Arbitraries.oneOf(fixed, plain, full);
        return Arbitraries.of(List.of(plain, code, fixed, digits, full, large, mixed))
                .flatMap(one -> Arbitraries.frequencyOf(Tuple.of(9, one), Tuple.of(1, Arbitraries.just(""))).list().ofMinSize(300).ofMaxSize(400));
    }

    @Test
    void numbersTakeAsFewBytesAsTheirDigitsNeed() {
        List<String> index = IntStream.range(0, 300).mapToObj(Integer::toString).toList();
        assertThat(Numbers.formOf(index)).isEqualTo(new Numbers.Form(4, -1));
        assertThat(Numbers.formOf(List.of("100000003", "1"))).isEqualTo(new Numbers.Form(8, -1));
        assertThat(Numbers.formOf(List.of("5.10", "", "0.25"))).isEqualTo(new Numbers.Form(4, 2));
        assertThat(Numbers.formOf(List.of("5.10", "5.1"))).isNull();
        assertThat(Numbers.formOf(List.of("01003", "2"))).isNull();
        assertThat(Numbers.formOf(List.of("9.8e-05", "0.5"))).isEqualTo(new Numbers.Form(4, -1));
        assertThat(Numbers.formOf(List.of("9223372036854775807"))).isNull();
    }

    @Test
    void aDateHasItsTextAndItsPlaceInTime() {
        List<String> texts = List.of("2026-11-30", "", "1969-12-31");
        JsonNode column = JsonMapper.shared().valueToTree(PageColumn.of(MapData.Column.of("day", texts)));
        assertThat(column.get("kind").stringValue()).isEqualTo("DATE");
        assertThat(column.get("texts").toString()).isEqualTo("[\"1969-12-31\",\"2026-11-30\",\"\"]");
        assertThat(column.get("scale").toString()).isEqualTo("[-1.0,20787.0,null]");
    }

    @Test
    void aThirdCoordinateIsAColumnToColorBy() {
        JsonNode columns = content(html(Examples.islands(50, 2, 3))).get("columns");
        assertThat(columns.valueStream().map(column -> column.get("name").stringValue())).contains("coordinate 3");
    }

    /// It is there as text and as bytes at least, and the estimate frightens nobody.
    @Test
    void theMemoryOfAPageIsEstimatedByWhatIsInIt() {
        for (int n : List.of(1, 30_000)) {
            List<String> numbers = IntStream.range(0, n).mapToObj(i -> Double.toString(i / 7.0)).toList();
            List<MapData.Column> columns = IntStream.range(0, 30).mapToObj(k -> MapData.Column.of("c" + k, numbers)).toList();
            MapData map = MapData.of("t", new double[2 * n], n, 2).withColumns(columns);
            long bytes = MapPage.of(map).html().length();
            assertThat(MapPage.estimateBytes(n, 30)).isBetween(2 * bytes, 15 * bytes);
        }
    }

    @Test
    void noTextEndsTheScriptOrTheData() {
        String page = html(Examples.awkward(100));
        String plain = html(Examples.islands(100, 8, 2));
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
        String page = html(Examples.awkward(30));
        assertThat(page).contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                + "script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:\"");
        String own = DATA.matcher(page.replace(echarts(page), "")).replaceAll("");
        assertThat(LOADS.matcher(own).results().map(MatchResult::group)).isEmpty();
        assertThat(echarts(page)).doesNotContain("</script", "fetch(", "new XMLHttpRequest");
    }

    @Test
    void echartsKeepsItsLicense() {
        assertThat(echarts(html(Examples.islands(10, 2, 2)))).contains("Licensed to the Apache Software Foundation");
    }

    @Test
    void whatIsNotANumberIsNeitherWrittenNorSaid() {
        MapData map = Examples.islands(20, 2, 2);
        MapData odd = map.coloredBy(null)
                .withCosts(List.of(new MapData.CostPoint(0, Double.POSITIVE_INFINITY), new MapData.CostPoint(1, 2.5)))
                .withQuality(Map.of("trustworthiness", Double.NaN));
        String json = MapPage.json(odd);
        assertThat(json).doesNotContain("NaN", "Infinity");
        JsonNode page = JsonMapper.shared().readTree(json);
        assertThat(page.get("costs").toString()).isEqualTo("[[1,2.5]]");
        assertThat(page.get("quality").size()).isZero();
        assertThat(page.get("label").intValue()).isEqualTo(-1);
    }

    @Test
    void idsThatCountAreNotWrittenOneByOne() {
        JsonNode counting = content(html(Examples.islands(50, 2, 2)));
        assertThat(counting.get("firstId").intValue()).isZero();
        assertThat(counting.get("ids").isNull()).isTrue();
        JsonNode named = content(html(Examples.pictures(16)));
        assertThat(named.get("firstId").isNull()).isTrue();
        assertThat(named.get("ids").get(3).stringValue()).isEqualTo("row-3");
    }

    @Test
    void rowsThatArePicturesAreShownAsSuch() {
        JsonNode page = content(html(Examples.pictures(16)));
        assertThat(page.get("pictures").get("width").intValue()).isEqualTo(8);
        byte[] pixels = Base64.getDecoder().decode(page.get("pictures").get("pixels").stringValue());
        assertThat(pixels).hasSize(16 * 64);
        // Row 3 has its bar in line 3.
        assertThat(IntStream.range(0, 64).filter(k -> pixels[3 * 64 + k] != 0)).containsExactly(24, 25, 26, 27, 28, 29, 30, 31);
    }

    @Test
    void theLabelComesFirstAndColumnsThatHaveNoRoomAreNamed() {
        int n = 30_000;
        List<String> constant = Collections.nCopies(n, "1");
        double[] distinct = IntStream.range(0, n).mapToDouble(Math::sqrt).toArray();
        List<MapData.Column> columns = new ArrayList<>();
        IntStream.range(0, 100).forEach(k -> columns.add(MapData.Column.quantity("feature " + k, distinct).asFeature()));
        columns.add(MapData.Column.of("note", constant));
        columns.add(MapData.Column.of("label", constant));
        MapPage made = MapPage.of(MapData.of("wide", new double[2 * n], n, 2).withColumns(columns).coloredBy("label"));
        JsonNode page = content(made.html());
        // A column of distinct doubles is 30,000 times 8 bytes, as text 320,000: there is room for 37 in 12 million.
        assertThat(page.get("columns").size()).isEqualTo(39);
        assertThat(page.get("leftOut").intValue()).isEqualTo(63);
        assertThat(made.leftOut()).hasSize(63).startsWith("feature 37").endsWith("feature 99");
        assertThat(page.get("label").intValue()).isZero();
        assertThat(page.get("columns").valueStream().limit(3).map(column -> column.get("name").stringValue()))
                .containsExactly("label", "note", "feature 0");
    }

    @Test
    void qualityIsSaidInWords() {
        assertThat(Sentences.of(Map.of("neighbors kept (10)", 0.7128)))
                .containsExactly(new Sentences.Sentence(
                        "neighbors kept (10)", "0.713", "Of each point's 10 nearest in the data, 71 % are among its nearest on the map."));
        assertThat(Sentences.of(Map.of("something else", 2.0))).containsExactly(new Sentences.Sentence("something else", "2.00", ""));
    }

    @Test
    void seventyThousandPointsAreLessThanFourMegabytes() {
        assertThat(html(Examples.islands(70_000, 10, 2)).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(4_000_000);
    }

    private static String html(MapData map) {
        return MapPage.of(map).html();
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

    /// What a reader sees of a row, as the page's script makes it.
    private static String text(JsonNode column, int i) {
        ByteBuffer rows = bytes(column.get("rows"));
        int width = column.get("width").intValue();
        if (!column.get("texts").isNull()) {
            int code = width == 1 ? Byte.toUnsignedInt(rows.get(i)) : width == 2 ? Short.toUnsignedInt(rows.getShort(2 * i)) : rows.getInt(4 * i);
            return column.get("texts").get(code).stringValue();
        }
        double value = width == 4 ? rows.getFloat(4 * i) : rows.getDouble(8 * i);
        int decimals = column.get("decimals").intValue();
        if (Double.isNaN(value)) {
            return "";
        } else if (decimals >= 0) {
            return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
        }
        return Numbers.text(width == 4 ? new BigDecimal(value).round(new MathContext(7)).doubleValue() : value);
    }
}
