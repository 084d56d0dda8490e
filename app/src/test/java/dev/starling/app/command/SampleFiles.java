package dev.starling.app.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// A file of every kind that is read: the samples of the readers, made by the programs that own the formats, and texts.
final class SampleFiles {
    private static final Path READERS = Path.of("../plugins/readers");

    private SampleFiles() {}

    /// A file, and how it is read.
    ///
    /// @param name   as the file is called
    /// @param beside files that lie beside it
    /// @param text   whether a part of it can be whole: it is lines, each of which says a row
    /// @param words  of the command; `@` stands for the file
    record Kind(String name, byte[] whole, Map<String, byte[]> beside, boolean text, List<String> words) {
        @Override
        public String toString() {
            return name + (words.getLast().equals("@") ? "" : " by " + String.join(" ", words));
        }
    }

    static Stream<Kind> all() {
        List<Kind> kinds = new ArrayList<>();
        for (String array : List.of("f8.npy", "v2.npy", "v3.npy", "f8-fortran.npy", "f8-big.npy", "i2.npy", "b1.npy", "plain.npz", "packed.npz", "csr.npz",
                "packed-csr.npz", "csc.npz", "coo.npz", "real.mtx", "x.fvecs", "x.ivecs", "pictures-idx3-ubyte")) {
            kinds.add(binary(array, "arrays/src/test/resources/samples/" + array));
        }
        for (String table : List.of("uncompressed", "snappy", "gzip", "lists", "repeated")) {
            kinds.add(binary(table + ".parquet", "parquet/src/test/resources/samples/" + table + ".parquet"));
        }
        for (String cells : List.of("dense", "packed", "csr", "csc")) {
            kinds.add(binary(cells + ".h5ad", "hdf5/src/test/resources/samples/" + cells + ".h5ad"));
        }
        byte[] dense = sample("hdf5/src/test/resources/samples/dense.h5ad");
        kinds.add(new Kind("cells.h5ad", dense, Map.of(), false, List.of("embed", "@:obsm/X_pca")));
        kinds.addAll(tenX());
        kinds.addAll(texts());
        return kinds.stream();
    }

    private static Kind binary(String name, String place) {
        // Vectors behind their lengths are whole wherever one ends.
        return new Kind(name, sample(place), Map.of(), name.endsWith("vecs"), List.of("embed", "@"));
    }

    private static List<Kind> tenX() {
        String folder = "arrays/src/test/resources/samples/10x/";
        List<String> three = List.of("matrix.mtx.gz", "barcodes.tsv.gz", "features.tsv.gz");
        return three.stream().map(cut -> new Kind(cut, sample(folder + cut),
                three.stream().filter(other -> !other.equals(cut)).collect(Collectors.toMap(other -> other, other -> sample(folder + other))), false,
                List.of("embed", "@/../matrix.mtx.gz"))).toList();
    }

    private static List<Kind> texts() {
        double[] iris = numbers(sample("arrays/src/test/resources/samples/f8.npy"));
        List<List<String>> rows = IntStream.range(0, iris.length / 4)
                .mapToObj(row -> Arrays.stream(iris, 4 * row, 4 * row + 4).mapToObj(Double::toString).toList())
                .toList();
        String csv = "a,b,c,d\n" + lines(rows, row -> String.join(",", row));
        String distances = distances(iris);
        String pairs = IntStream.range(0, 40).boxed()
                .flatMap(i -> IntStream.rangeClosed(1, 3).mapToObj(k -> i + "," + (i + k) % 40 + ",0." + k + i)).collect(Collectors.joining("\n", "i,j,r\n", "\n"));
        return List.of(
                text("iris.csv", csv), text("iris.tsv", csv.replace(',', '\t')), text("quoted.csv", csv.replaceAll("(?m)^([0-9.]+)", "\"$1\"")),
                text("iris.arff", "@relation iris\n" + "abcd".chars().mapToObj(c -> "@attribute " + (char) c + " numeric\n").collect(Collectors.joining())
                        + "@data\n" + csv.substring(8)),
                text("vectors.csv", "v\n" + lines(rows, row -> "\"[" + String.join(", ", row) + "]\"")),
                text("iris.jsonl", lines(rows, row -> "{\"id\": \"x\", \"vector\": [" + String.join(", ", row) + "]}")),
                new Kind("list.json", bytes(rows.stream().map(row -> "{\"vector\": [" + String.join(", ", row) + "]}").collect(Collectors.joining(",\n", "[", "]"))),
                        Map.of(), false, List.of("embed", "@")),
                text("iris.svm", lines(rows, row -> "1 1:" + row.get(0) + " 3:" + row.get(2) + " 4:" + row.get(3))),
                new Kind("iris.csv.gz", gzip(bytes(csv)), Map.of(), false, List.of("embed", "@")),
                new Kind("f8.npy.gz", gzip(sample("arrays/src/test/resources/samples/f8.npy")), Map.of(), false, List.of("embed", "@")),
                new Kind("distances.csv", bytes(distances), Map.of(), true, List.of("embed", "--distances", "@")),
                new Kind("named.tsv", bytes(named(distances)), Map.of(), true, List.of("embed", "--distances", "@")),
                new Kind("pairs.csv", bytes(pairs), Map.of(), true, List.of("embed", "--neighbors", "@")));
    }

    private static String lines(List<List<String>> rows, java.util.function.Function<List<String>, String> line) {
        return rows.stream().map(line).collect(Collectors.joining("\n", "", "\n"));
    }

    private static Kind text(String name, String text) {
        return new Kind(name, bytes(text), Map.of(), true, List.of("embed", "@"));
    }

    /// Of the first points.
    private static String distances(double[] iris) {
        return IntStream.range(0, 12)
                .mapToObj(i -> IntStream.range(0, 12)
                        .mapToObj(j -> Double.toString(IntStream.range(0, 4).mapToDouble(k -> Math.abs(iris[4 * i + k] - iris[4 * j + k])).sum()))
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String named(String distances) {
        List<String> rows = distances.lines().toList();
        return IntStream.range(0, 12).mapToObj(i -> "p" + i).collect(Collectors.joining("\t", "\t", "\n"))
                + IntStream.range(0, 12).mapToObj(i -> "p" + i + "\t" + rows.get(i).replace(',', '\t') + "\n").collect(Collectors.joining());
    }

    /// The doubles behind the header of NumPy's first version.
    private static double[] numbers(byte[] npy) {
        double[] values = new double[600];
        ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN).position(npy.length - Double.BYTES * values.length).asDoubleBuffer().get(values);
        return values;
    }

    static byte[] sample(String place) {
        try {
            return Files.readAllBytes(READERS.resolve(place));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
