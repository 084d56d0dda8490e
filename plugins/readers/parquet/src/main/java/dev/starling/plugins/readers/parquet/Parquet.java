package dev.starling.plugins.readers.parquet;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.starling.api.Reader;
import dev.starling.api.table.Column;
import dev.starling.api.table.DataFile;
import dev.starling.api.table.Table;
import dev.starling.api.table.UnreadableException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Tables in columns, as pandas, DuckDB and Spark write them. A list of numbers is a vector; fields of a group within are joined by dots; what is null
/// is a gap.
///
/// Source: the Parquet format, parquet.apache.org/docs/file-format.
public final class Parquet implements Reader {
    private static final byte[] MAGIC = {'P', 'A', 'R', '1'};
    private static final String AGAIN = "Copy or download the file again.";

    /// Magic at both ends, and the length of the footer.
    private static final int LEAST_BYTES = 12;

    @Override
    public String name() {
        return "parquet";
    }

    @Override
    public String summary() {
        return "tables in columns, as pandas, DuckDB and Spark write them; a list of numbers is a vector: texts.parquet";
    }

    @Override
    public boolean recognizes(String fileName, byte[] first) {
        return first.length >= MAGIC.length && Arrays.equals(first, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    @Override
    public Table read(DataFile file) throws IOException {
        if (file.part().isPresent()) {
            throw new UnreadableException("part '" + file.part().get() + "'", "is asked for, and a Parquet file is one table", "Leave the part out.");
        }
        Silence.ofTheLibrary();
        // What is packed as a whole cannot be read here and there.
        byte[] unpacked = file.size().isPresent() ? new byte[0] : file.open().readAllBytes();
        long size = file.size().orElse(unpacked.length);
        InputFile input = file.size().isPresent() ? InputFile.of(file.path()) : InputFile.of(ByteBuffer.wrap(unpacked));
        try (input) {
            input.open();
            checkEnd(input, size);
            try (ParquetFileReader reader = ParquetFileReader.open(input)) {
                new Claims(input, size).check(reader.getFileMetaData());
                return table(reader);
            }
        } catch (UnreadableException e) {
            throw e;
        } catch (IOException | RuntimeException | LinkageError e) {
            // Whatever the library says of a file that is not what it should be.
            throw new UnreadableException("the file", "cannot be read: " + reason(e), AGAIN);
        }
    }

    private static String reason(Throwable thrown) {
        Throwable last = thrown;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        String message = String.valueOf(last.getMessage()).lines().findFirst().orElse("");
        return message.isEmpty() || message.equals("null") ? last.getClass().getSimpleName() : message;
    }

    /// A cut file has lost its end, where all that is known of the columns stands.
    private static void checkEnd(InputFile input, long size) throws IOException {
        if (size < LEAST_BYTES) {
            throw new UnreadableException("byte " + size, "is the end of the file, which is too short for Parquet", AGAIN);
        }
        byte[] last = new byte[MAGIC.length];
        input.readRange(size - last.length, last.length).get(last);
        if (!Arrays.equals(last, MAGIC)) {
            throw new UnreadableException("byte " + (size - last.length), "does not begin PAR1, with which the format ends: the file is cut, or encrypted", AGAIN);
        }
    }

    private static Table table(ParquetFileReader reader) throws IOException {
        List<Column> columns = new ArrayList<>();
        long claimed = reader.getFileMetaData().numRows();
        for (Field field : Field.all(reader.getFileSchema().getRootNode())) {
            Column column = field.read(reader);
            if (column.rows() != claimed) {
                throw new UnreadableException("column '" + column.name() + "'", "has " + column.rows() + " rows, and the file claims " + claimed, AGAIN);
            }
            columns.add(column);
        }
        if (columns.isEmpty()) {
            throw new UnreadableException("the file", "has no columns", "Write it with some.");
        }
        return new Table(columns.getFirst().rows(), columns);
    }
}
