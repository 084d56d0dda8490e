package dev.starling.plugins.readers.json;

import dev.starling.api.Reader;
import dev.starling.api.table.DataFile;
import dev.starling.api.table.Table;
import dev.starling.api.table.UnreadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/// One JSON object or one array of numbers a line, or an array of those, each a row. A key is a column: of numbers, of texts, or of vectors where its values are arrays of numbers. Keys of
/// an object within are joined by dots.
public final class JsonLines implements Reader {
    /// Python writes NaN where it has no number.
    private static final JsonFactory FACTORY = JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    /// Whole numbers below are doubles.
    private static final double EXACT = 0x1p53;

    private static final int LONGEST_KEY = 1 << 12;
    private static final String ONE_A_LINE = "Write one JSON object a line, as pandas does by to_json(path, orient='records', lines=True).";

    /// What the numbers are called where a line has no keys.
    private static final String VECTOR = "vector";

    private static final String AGAIN = "Copy or download the file again, or mend the line.";

    @Override
    public String name() {
        return "jsonl";
    }

    @Override
    public String summary() {
        return "one JSON object a line, or an array of them: .jsonl, .ndjson, .json";
    }

    @Override
    public boolean recognizes(String fileName, byte[] first) {
        String text = new String(first, StandardCharsets.ISO_8859_1).stripLeading();
        return text.matches("(?s)\\[\\s*\\{\\s*\".*")
                || (fileName.matches(".*\\.(jsonl|ndjson|json)") && text.matches("(?s)\\[\\s*[\\[\\d.N\"-].*"))
                || (text.startsWith("{") && (fileName.endsWith(".jsonl") || fileName.endsWith(".ndjson") || text.matches("(?s)\\{\\s*\".*")));
    }

    @Override
    public Table read(DataFile file) throws IOException {
        if (file.part().isPresent()) {
            throw new UnreadableException("part '" + file.part().get() + "'", "is asked for, but a file of lines has no parts", "Leave the part out.");
        }
        try (JsonParser parser = FACTORY.createParser(tools.jackson.core.ObjectReadContext.empty(), file.open())) {
            Rows rows = new Rows();
            rows(parser, rows);
            if (rows.isByColumns()) {
                throw new UnreadableException("the file", "is one object of columns, which makes one row", ONE_A_LINE);
            }
            return rows.table();
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            throw new UnreadableException("line " + (at == null ? "?" : at.getLineNr() + ", column " + at.getColumnNr()),
                    "is no JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""), AGAIN);
        }
    }

    /// All of them objects, or all of them arrays.
    private static void rows(JsonParser parser, Rows rows) throws UnreadableException {
        JsonToken all = JsonToken.NOT_AVAILABLE;
        boolean listed = false;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            int line = parser.currentTokenLocation().getLineNr();
            JsonToken first = token == JsonToken.START_ARRAY ? parser.nextToken() : token;
            if (token == JsonToken.START_ARRAY && rows.isEmpty() && !listed && (first == JsonToken.START_OBJECT || first == JsonToken.START_ARRAY)) {
                listed = true;
                token = first;
                first = token == JsonToken.START_ARRAY ? parser.nextToken() : token;
            } else if (token == JsonToken.END_ARRAY && listed) {
                continue;
            }
            boolean begins = token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
            if (!begins || !rows.isEmpty() && token != all) {
                String row = all == JsonToken.START_ARRAY ? "array" : "object";
                throw new UnreadableException("line " + line, "does not begin an " + row + ", but has " + token.asString(), "Write one JSON " + row + " a line.");
            }
            all = token;
            rows.begin(line);
            if (token == JsonToken.START_OBJECT) {
                object(parser, "", rows);
            } else {
                array(parser, first, VECTOR, rows);
            }
        }
    }

    private static void object(JsonParser parser, String prefix, Rows rows) throws UnreadableException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = prefix + parser.currentName();
            if (key.length() > LONGEST_KEY) {
                throw new UnreadableException("line " + parser.currentTokenLocation().getLineNr(), "has a key of more than " + LONGEST_KEY + " characters",
                        "Keep numbers, texts and arrays of numbers.");
            }
            switch (parser.nextToken()) {
                case START_OBJECT -> object(parser, key + ".", rows);
                case START_ARRAY -> array(parser, parser.nextToken(), key, rows);
                case VALUE_NUMBER_INT -> {
                    double value = parser.getDoubleValue();
                    if (Math.abs(value) >= EXACT) {
                        rows.numeral(key, parser.getString());
                    } else {
                        rows.number(key, value);
                    }
                }
                case VALUE_NUMBER_FLOAT -> {
                    if (Double.isNaN(parser.getDoubleValue())) {
                        rows.missing(key);
                    } else {
                        rows.number(key, parser.getDoubleValue());
                    }
                }
                case VALUE_TRUE -> rows.text(key, "true");
                case VALUE_FALSE -> rows.text(key, "false");
                case VALUE_NULL -> rows.missing(key);
                default -> rows.text(key, parser.getString());
            }
        }
    }

    private static void array(JsonParser parser, JsonToken first, String key, Rows rows) throws UnreadableException {
        rows.beginVector(key);
        for (JsonToken token = first; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.VALUE_NULL) {
                rows.element(Double.NaN);
            } else if (token.isNumeric()) {
                double value = parser.getDoubleValue();
                if (token == JsonToken.VALUE_NUMBER_INT && isRounded(value, parser.getString())) {
                    throw rows.fault(key, "has an array with " + parser.getString() + " in it, which has more digits than a double",
                            "If its last digits do not matter, write it with an exponent; if it names something, take it out of the array.");
                }
                rows.element(value);
            } else {
                throw rows.fault(key, "has an array with '" + parser.getString() + "' in it", "Keep arrays of numbers, and leave this key out.");
            }
        }
        rows.endVector(key);
    }

    /// Whether a whole number has more digits than the shortest that make the same double; programs write zeros behind those.
    private static boolean isRounded(double value, String digits) {
        return Math.abs(value) >= EXACT && Double.isFinite(value) && new BigDecimal(digits).compareTo(new BigDecimal(Double.toString(value))) != 0;
    }
}
