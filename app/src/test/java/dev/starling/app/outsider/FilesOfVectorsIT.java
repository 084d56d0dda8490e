package dev.starling.app.outsider;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/// One table of numbers in every format has one map, bit for bit.
@Tag("outsider")
class FilesOfVectorsIT {
    private static final Path READERS = Workshop.sources().resolve("plugins/readers");

    @TempDir
    static Path outside;

    /// The same 150 × 4 numbers as doubles, once a way of reading them: those of NumPy, AnnData and Arrow are the samples of the readers, made
    /// by these programs. That orders of bytes and axes, versions and kinds of compression change nothing is told by the readers' own tests.
    private static Map<String, String> files(Path where) throws IOException {
        Path arrays = READERS.resolve("arrays/src/test/resources/samples");
        Path hdf5 = READERS.resolve("hdf5/src/test/resources/samples");
        double[] values = values(arrays.resolve("f8.npy"));
        StringBuilder csv = new StringBuilder("a,b,c,d\n");
        StringBuilder lines = new StringBuilder();
        for (int row = 0; row < values.length; row += 4) {
            String four = String.join(",", Arrays.stream(values, row, row + 4).mapToObj(Double::toString).toList());
            csv.append(four).append('\n');
            lines.append("{\"vector\": [").append(four).append("]}\n");
        }
        Files.writeString(where.resolve("iris.csv"), csv);
        Files.writeString(where.resolve("iris.jsonl"), lines);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("csv", "iris.csv");
        files.put("jsonl", "iris.jsonl");
        for (String sample : new String[] {"f8.npy", "packed.npz"}) {
            files.put(sample, arrays.resolve(sample).toString());
        }
        files.put("packed h5ad", hdf5.resolve("packed.h5ad") + ":obsm/X_pca");
        Path parquet = READERS.resolve("parquet/src/test/resources/samples");
        for (String sample : new String[] {"snappy.parquet", "repeated.parquet"}) {
            files.put(sample, parquet.resolve(sample).toString());
        }
        return files;
    }

    /// The doubles behind the header of NumPy's first version.
    private static double[] values(Path npy) throws IOException {
        var bytes = java.nio.ByteBuffer.wrap(Files.readAllBytes(npy)).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[600];
        bytes.position(bytes.capacity() - Double.BYTES * values.length);
        bytes.asDoubleBuffer().get(values);
        return values;
    }

    @Test
    void oneTableInEveryFormatHasOneMap() throws IOException {
        Workshop workshop = new Workshop(Files.createDirectory(outside.resolve("formats")));
        Path where = workshop.folder();
        Map<String, List<String>> maps = new LinkedHashMap<>();
        int number = 0;
        for (Map.Entry<String, String> file : files(where).entrySet()) {
            String out = "map" + number++;
            Workshop.Outcome outcome = workshop.run(where, "starling embed '" + file.getValue() + "' -q --iterations 60 --picture-size 600x400 --out " + out);
            assertThat(outcome.code()).as(file.getKey() + "\n" + outcome.output()).isZero();
            maps.put(file.getKey(), Files.readAllLines(where.resolve(out).resolve("coords.csv")).stream().skip(1)
                    .map(line -> line.split(",", -1)[1] + "," + line.split(",", -1)[2]).toList());
        }
        assertThat(maps.get("csv")).hasSize(150);
        assertThat(maps).allSatisfy((format, map) -> assertThat(map).as(format).isEqualTo(maps.get("csv")));
    }
}
