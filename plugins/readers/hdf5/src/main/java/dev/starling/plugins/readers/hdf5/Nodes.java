package dev.starling.plugins.readers.hdf5;

import dev.starling.api.table.Column;
import dev.starling.api.table.UnreadableException;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/// Datasets and groups of an HDF5 file as columns.
final class Nodes {
    private static final String AGAIN = "Copy or download the file again.";

    /// More than this many times its bytes no compressed file holds.
    private static final long MOST_COMPRESSION = 2_000;

    /// The number of the filter in HDF5.
    private static final int DEFLATE = 1;

    /// Whole numbers up to here are doubles.
    private static final long EXACT = 1L << 53;

    private static final int BITS_OF_A_DOUBLE = 53;

    private static final double[] NONE = {};

    private final long fileSize;

    /// @param fileSize  in bytes; what a dataset claims is held against it before memory is taken
    Nodes(long fileSize) {
        this.fileSize = fileSize;
    }

    /// The columns of a data frame: its index first.
    List<Column> annotations(Group frame) throws UnreadableException {
        List<Column> columns = new ArrayList<>();
        Column.Texts index = index(frame);
        columns.add(index);
        Set<String> names = new LinkedHashSet<>(texts(frame.getAttribute("column-order")));
        names.addAll(frame.getChildren().keySet().stream().sorted().toList());
        names.removeIf(name -> name.equals(indexName(frame)) || name.startsWith("__"));
        for (String name : names) {
            Node node = frame.getChild(name);
            if (node != null) {
                columns.add(annotation(frame, node, name));
            }
        }
        return columns;
    }

    /// Whether a group says that it is a data frame.
    boolean isFrame(Group group) {
        return texts(group.getAttribute("encoding-type")).contains("dataframe");
    }

    /// The columns of a data frame side by side, all of which must hold numbers.
    Column.Vectors numbers(Group frame, String name) throws UnreadableException {
        List<Column> columns = annotations(frame);
        List<Column> beside = columns.subList(1, columns.size());
        int rows = columns.getFirst().rows();
        double[] values = new double[Math.multiplyExact(rows, beside.size())];
        for (int k = 0; k < beside.size(); k++) {
            if (!(beside.get(k) instanceof Column.Numbers(_, double[] numbers)) || numbers.length != rows) {
                throw new UnreadableException(path(frame) + "/" + beside.get(k).name(), "does not hold a number for each row", "Keep columns of numbers in this data frame.");
            }
            for (int row = 0; row < rows; row++) {
                values[row * beside.size() + k] = numbers[row];
            }
        }
        return new Column.Vectors(name, beside.stream().map(Column::name).toList(), rows, beside.size(), values);
    }

    /// The names of the rows of a data frame.
    Column.Texts index(Group frame) throws UnreadableException {
        String name = indexName(frame);
        if (frame.getChild(name) instanceof Dataset names) {
            return new Column.Texts(name.startsWith("_") ? "index" : name, strings(names));
        }
        throw new UnreadableException(path(frame), "has no index", "Write it by a released version of AnnData.");
    }

    private String indexName(Group frame) {
        List<String> given = texts(frame.getAttribute("_index"));
        return given.isEmpty() ? "_index" : given.getFirst();
    }

    private Column annotation(Group frame, Node node, String name) throws UnreadableException {
        if (node instanceof Group group) {
            return withMask(group, name);
        }
        if (!(node instanceof Dataset data)) {
            throw new UnreadableException(path(frame) + "/" + name, "is neither data nor a group of them, such as a link", "Write the file anew, by write_h5ad.");
        }
        if (frame.getChild("__categories") instanceof Group old && old.getChild(name) instanceof Dataset levels) {
            return new Column.Categories(name, whole(data), List.of(strings(levels)));
        }
        return data.getJavaType() == String.class ? new Column.Texts(name, strings(data)) : column(name, data, NONE);
    }

    /// Categories, or numbers and truths some of which are missing.
    private Column withMask(Group group, String name) throws UnreadableException {
        if (group.getChild("codes") instanceof Dataset codes && group.getChild("categories") instanceof Dataset levels) {
            return new Column.Categories(name, whole(codes), List.of(strings(levels)));
        }
        if (group.getChild("values") instanceof Dataset values && group.getChild("mask") instanceof Dataset mask) {
            return column(name, values, numbers(mask));
        }
        throw new UnreadableException(path(group), "is a column of a kind that is not read", "Convert it to numbers, texts or categories.");
    }

    Column.Vectors dense(Dataset data, String name, List<String> elements) throws UnreadableException {
        int[] shape = data.getDimensions();
        if (shape.length != 2) {
            throw new UnreadableException(name, "has " + shape.length + " axes, and a matrix has 2", "Name a matrix.");
        }
        return new Column.Vectors(name, elements, shape[0], shape[1], numbers(data));
    }

    Column.SparseVectors sparse(Group group, String name, List<String> elements) throws UnreadableException {
        Dataset data = dataset(group, "data");
        int[] indices = whole(dataset(group, "indices"));
        int[] starts = whole(dataset(group, "indptr"));
        List<String> kind = texts(group.getAttribute("encoding-type"));
        boolean byColumn = kind.contains("csc_matrix") || texts(group.getAttribute("h5sparse_format")).contains("csc");
        int[] shape = shape(group);
        double[] values = numbers(data);
        if (values.length != indices.length) {
            throw new UnreadableException(path(group), "has " + values.length + " values and " + indices.length + " indices", AGAIN);
        }
        int major = starts.length - 1;
        if (major != (byColumn ? shape[1] : shape[0]) || starts.length == 0 || starts[0] != 0 || starts[major] != indices.length) {
            throw new UnreadableException(path(group), "has " + starts.length + " positions for " + Arrays.toString(shape), AGAIN);
        }
        int[] majors = new int[indices.length];
        for (int i = 0; i < major; i++) {
            if (starts[i + 1] < starts[i]) {
                throw new UnreadableException(path(group) + "/indptr", "falls at " + (i + 1), AGAIN);
            }
            Arrays.fill(majors, starts[i], starts[i + 1], i);
        }
        try {
            return byColumn
                    ? Column.SparseVectors.ofEntries(name, elements, shape[0], shape[1], indices, majors, values)
                    : Column.SparseVectors.ofEntries(name, elements, shape[0], shape[1], majors, indices, values);
        } catch (IllegalArgumentException e) {
            throw new UnreadableException(path(group), "is not well formed: " + e.getMessage(), AGAIN);
        }
    }

    private int[] shape(Group group) throws UnreadableException {
        Attribute shape = group.getAttribute("shape") != null ? group.getAttribute("shape") : group.getAttribute("h5sparse_shape");
        double[] lengths = shape == null || isTooMuch(shape) ? new double[0] : doubles(shape.getData(), path(group));
        if (lengths.length != 2) {
            throw new UnreadableException(path(group), "has no shape", "Write it by a released version of AnnData.");
        }
        return new int[] {(int) lengths[0], (int) lengths[1]};
    }

    private static Dataset dataset(Group group, String name) throws UnreadableException {
        if (group.getChild(name) instanceof Dataset found) {
            return found;
        }
        throw new UnreadableException(path(group), "has no '" + name + "', and a sparse matrix needs it", AGAIN);
    }

    private double[] numbers(Dataset data) throws UnreadableException {
        check(data);
        if (data.getSize() == 0) {
            return new double[0];
        }
        Object flat = data.getDataFlat();
        if (isRounded(flat)) {
            throw new UnreadableException(path(data), "has a whole number with more digits than the 53 bits of a double",
                    "If its last digits do not matter, store it as float64; if it names something, put it into obs.");
        }
        return doubles(flat, path(data));
    }

    private int[] whole(Dataset data) throws UnreadableException {
        double[] numbers = numbers(data);
        int[] whole = new int[numbers.length];
        for (int k = 0; k < whole.length; k++) {
            whole[k] = (int) numbers[k];
            if (whole[k] != numbers[k]) {
                throw new UnreadableException(path(data), "has " + numbers[k] + " at " + k + ", where a whole number below 2^31 belongs", AGAIN);
            }
        }
        return whole;
    }

    private String[] strings(Dataset data) throws UnreadableException {
        check(data);
        if (data.getSize() == 0) {
            return new String[0];
        }
        Object flat = data.getDataFlat();
        if (flat instanceof String[] texts) {
            return texts;
        }
        if (flat instanceof long[] || flat instanceof BigInteger[]) {
            return digits(flat);
        }
        double[] numbers = doubles(flat, path(data));
        return Arrays.stream(numbers)
                .mapToObj(value -> value == Math.rint(value) && Math.abs(value) <= EXACT ? Long.toString((long) value) : Double.toString(value))
                .toArray(String[]::new);
    }

    private static String[] digits(Object whole) {
        return IntStream.range(0, Array.getLength(whole)).mapToObj(k -> String.valueOf(Array.get(whole, k))).toArray(String[]::new);
    }

    /// Numbers a row, whole ones that are longer than doubles as they are written.
    ///
    /// @param missing not 0 where there is none; empty where there are all
    private Column column(String name, Dataset data, double[] missing) throws UnreadableException {
        check(data);
        Object flat = data.getSize() == 0 ? new double[0] : data.getDataFlat();
        if (!isRounded(flat)) {
            double[] numbers = doubles(flat, path(data));
            for (int row = 0; row < missing.length; row++) {
                numbers[row] = missing[row] != 0 ? Double.NaN : numbers[row];
            }
            return new Column.Numbers(name, numbers);
        }
        @Nullable String[] digits = digits(flat);
        for (int row = 0; row < missing.length; row++) {
            digits[row] = missing[row] != 0 ? null : digits[row];
        }
        return new Column.Numerals(name, digits);
    }

    private static boolean isRounded(Object flat) {
        return switch (flat) {
            case long[] values -> Arrays.stream(values).anyMatch(value -> value > EXACT || value < -EXACT);
            case BigInteger[] values -> Arrays.stream(values).anyMatch(value -> value.bitLength() > BITS_OF_A_DOUBLE);
            default -> false;
        };
    }

    private void check(Dataset data) throws UnreadableException {
        long bytes = Math.max(data.getSizeInBytes(), data.getSize());
        long chunk = data instanceof ChunkedDataset chunked ? product(chunked.getChunkDimensions(), data.getDataType().getSize()) : 0;
        long packings = data.getFilters().stream().filter(filter -> filter.getId() == DEFLATE).count();
        if (bytes < 0 || chunk < 0 || data.getSize() > Integer.MAX_VALUE - 8 || Math.max(bytes, chunk) / MOST_COMPRESSION > fileSize) {
            throw new UnreadableException(path(data), "claims " + Arrays.toString(data.getDimensions()) + " values" + (chunk > bytes ? " in chunks of " + chunk + " bytes" : "") + ", and the file has " + fileSize + " bytes", AGAIN);
        } else if (packings > 1) {
            throw new UnreadableException(path(data), "is packed " + packings + " times over", "Write the file anew, by write_h5ad.");
        }
    }

    /// Of lengths; negative where it is no number of bytes.
    private static long product(int[] lengths, long product) {
        long all = product;
        for (int length : lengths) {
            all = length < 0 || all < 0 || all > Long.MAX_VALUE / Math.max(1, length) ? -1 : all * length;
        }
        return all;
    }

    private static double[] doubles(Object flat, String where) throws UnreadableException {
        return switch (flat) {
            case double[] values -> values;
            case float[] values -> filled(values.length, k -> values[k]);
            case int[] values -> filled(values.length, k -> values[k]);
            case long[] values -> filled(values.length, k -> values[k]);
            case BigInteger[] values -> filled(values.length, k -> values[k].doubleValue());
            case short[] values -> filled(values.length, k -> values[k]);
            case byte[] values -> filled(values.length, k -> values[k]);
            case boolean[] values -> filled(values.length, k -> values[k] ? 1 : 0);
            case String[] values when Arrays.stream(values).allMatch(text -> text.equals("TRUE") || text.equals("FALSE")) ->
                filled(values.length, k -> values[k].equals("TRUE") ? 1 : 0);
            default -> throw new UnreadableException(where, "holds " + flat.getClass().getComponentType() + ", not numbers", "Write it as numbers.");
        };
    }

    private interface Element {
        double at(int k);
    }

    private static double[] filled(int length, Element element) {
        double[] values = new double[length];
        for (int k = 0; k < length; k++) {
            values[k] = element.at(k);
        }
        return values;
    }

    private List<String> texts(@Nullable Attribute attribute) {
        Object data = attribute == null || attribute.isEmpty() || isTooMuch(attribute) ? null : attribute.getData();
        return switch (data) {
            case String text -> List.of(text);
            case String[] many -> Arrays.stream(many).filter(Objects::nonNull).toList();
            case null, default -> List.of();
        };
    }

    /// Whether it claims more values than the file has bytes.
    private boolean isTooMuch(Attribute attribute) {
        return attribute.getSize() < 0 || attribute.getSize() > fileSize;
    }

    private static String path(Node node) {
        return node.getPath().replaceFirst("^/", "").replaceFirst("/$", "");
    }
}
