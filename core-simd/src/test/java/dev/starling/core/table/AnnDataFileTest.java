package dev.starling.core.table;

import org.junit.jupiter.api.Test;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/// Files of annotated data have the bytes that AnnData was seen to read.
class AnnDataFileTest {
    private static String hash(int n) throws Exception {
        List<String> ids = IntStream.range(0, n).mapToObj(i -> "id" + i + (i % 7 == 0 ? "é中" : "")).toList();
        List<String> labels = IntStream.range(0, n).mapToObj(i -> i % 5 == 0 ? "" : "c" + i % 3).toList();
        double[] coordinates = IntStream.range(0, 2 * n).mapToDouble(i -> i / 3.0).toArray();
        byte[] file = AnnDataFile.h5ad(coordinates, 2, ids, "spe/cies", labels);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    }

    /// Of one row, of few, and of more than a heap of texts holds. These bytes AnnData 0.8.0 reads and writes again, with ids, categories, gaps and
    /// coordinates as they were.
    @Test
    void theBytesAreThoseThatAnnDataReads() throws Exception {
        assertThat(List.of(hash(1), hash(150), hash(70_000))).containsExactly(
                "20535d8ac84098260bf8a3991bc2d0419dcd171b6fd55241c096d461a0284171",
                "21aef98c20a8252d3e3540b00f31c5853398d53724eb72482c05450f2c46ab32",
                "7da308cc674d29de2d3d76248d8f5b0112327883551ff90853e70da06cb7b6e7");
    }
}
