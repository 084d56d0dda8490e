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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One JSON object a line, each a row. A key is a column: of numbers, of texts, or of vectors where its values are arrays of numbers. Keys of
/// an object within are joined by dots.
public final class JsonLines implements Reader {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int LONGEST_KEY = 1 << 12;
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
                || (text.startsWith("{") && (fileName.endsWith(".jsonl") || fileName.endsWith(".ndjson") || text.matches("(?s)\\{\\s*\".*")));
    }

    @Override
    public Table read(DataFile file) throws IOException {
        if (file.part().isPresent()) {
            throw new UnreadableException("part '" + file.part().get() + "'", "is asked for, but a file of lines has no parts", "Leave the part out.");
        }
        Optional<TokenStreamLocation> last = Optional.empty();
        try (JsonParser parser = FACTORY.createParser(tools.jackson.core.ObjectReadContext.empty(), file.open())) {
            Rows rows = new Rows();
            boolean listed = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                last = Optional.of(parser.currentTokenLocation());
                boolean around = token == JsonToken.START_ARRAY ? rows.isEmpty() && !listed : token == JsonToken.END_ARRAY && listed;
                if (around) {
                    listed = true;
                    continue;
                }
                if (token != JsonToken.START_OBJECT) {
                    throw new UnreadableException("line " + last.get().getLineNr(), "does not begin an object, but has " + parser.getString(),
                            "Write one JSON object a line.");
                }
                rows.begin(last.get().getLineNr());
                object(parser, "", rows);
            }
            return rows.table();
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            throw new UnreadableException("line " + (at == null ? "?" : at.getLineNr() + ", column " + at.getColumnNr()),
                    "is no JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""), AGAIN);
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
                case START_ARRAY -> array(parser, key, rows);
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> rows.number(key, parser.getDoubleValue());
                case VALUE_TRUE -> rows.text(key, "true");
                case VALUE_FALSE -> rows.text(key, "false");
                case VALUE_NULL -> rows.missing(key);
                default -> rows.text(key, parser.getString());
            }
        }
    }

    private static void array(JsonParser parser, String key, Rows rows) throws UnreadableException {
        rows.beginVector(key);
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.VALUE_NULL) {
                rows.element(Double.NaN);
            } else if (token.isNumeric()) {
                rows.element(parser.getDoubleValue());
            } else {
                throw rows.fault(key, "has an array with '" + parser.getString() + "' in it", "Keep arrays of numbers, and leave this key out.");
            }
        }
        rows.endVector(key);
    }
}
