package dev.starling.app.data.points;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// `coords.csv`: one line a row of the data, in its order: id, coordinates, label. Whatever the label is called, its column has a name that
/// none of the others could have.
public final class Coordinates {
    static final String ID = "id";
    private static final String AXES = "xyz";

    private Coordinates() {}

    /// The file's text. Numbers are written so that they read back as the same doubles; equal bits are equal bytes.
    ///
    /// @param coordinates dimension-major
    /// @param ids         one a point
    /// @param labelName   name of the label column, or null if there is none
    /// @param labels      its values, as many as points; empty if there is none
    public static String toCsv(
            double[] coordinates, int dimensions, List<String> ids, @Nullable String labelName, List<String> labels) {
        int n = ids.size();
        StringWriter text = new StringWriter();
        // The writer holds back what it is given until it is closed.
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            List<String> line = new ArrayList<>();
            line.add(ID);
            for (int k = 0; k < dimensions; k++) {
                line.add(axis(k, dimensions));
            }
            if (labelName != null) {
                line.add(headerOf(labelName));
            }
            csv.writeRecord(line);
            for (int i = 0; i < n; i++) {
                line.clear();
                line.add(ids.get(i));
                for (int k = 0; k < dimensions; k++) {
                    line.add(Double.toString(coordinates[k * n + i]));
                }
                if (labelName != null) {
                    line.add(labels.get(i));
                }
                csv.writeRecord(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a string can always be written to", e);
        }
        return text.toString();
    }

    /// The name of the label's column: its own, unless it could be taken for a coordinate or an id.
    private static String headerOf(String labelName) {
        return AxisNames.isAxis(labelName) || labelName.equalsIgnoreCase(ID) ? "label " + labelName : labelName;
    }

    /// x, y, z; y1, y2, ... where there are more than three.
    public static String axis(int k, int dimensions) {
        return dimensions <= AXES.length() ? AXES.substring(k, k + 1) : "y" + (k + 1);
    }
}
