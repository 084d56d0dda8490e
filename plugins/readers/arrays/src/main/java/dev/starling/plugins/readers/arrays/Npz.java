package dev.starling.plugins.readers.arrays;

import dev.starling.api.Reader;
import dev.starling.api.table.Column;
import dev.starling.api.table.DataFile;
import dev.starling.api.table.Table;
import dev.starling.api.table.UnreadableException;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Arrays of NumPy in an archive, or a sparse matrix of SciPy. Arrays with a row for each point are the columns of the table.
public final class Npz implements Reader {
    private static final String ENDING = ".npy";

    /// What `save_npz` writes in every format.
    private static final Set<String> SAVED = Set.of("data", "shape", "format");

    private static final Set<String> COMPRESSED = Set.of("data", "indices", "indptr", "shape");
    private static final Set<String> ENTRIES = Set.of("data", "row", "col", "shape");

    @Override
    public String name() {
        return "npz";
    }

    @Override
    public String summary() {
        return "arrays of NumPy in an archive, or a sparse matrix of SciPy: numpy.savez, scipy.sparse.save_npz";
    }

    @Override
    public boolean recognizes(String fileName, byte[] first) {
        return fileName.endsWith(".npz") && first.length > 1 && first[0] == 'P' && first[1] == 'K';
    }

    @Override
    public Table read(DataFile file) throws IOException {
        if (file.size().isEmpty()) {
            throw new UnreadableException("the archive", "is gzipped as a whole", "Unpack it by gunzip; what is in it is compressed as it is.");
        }
        try (ZipFile archive = new ZipFile(file.path().toFile())) {
            Map<String, ZipEntry> members = members(archive);
            if (file.part().isPresent()) {
                String part = file.part().get();
                ZipEntry member = members.get(part);
                if (member == null) {
                    throw new UnreadableException("part '" + part + "'", "is not in the archive", "It has " + String.join(", ", members.keySet()) + ".");
                }
                return table(Map.of(part, array(archive, member)));
            }
            Map<String, NpyArray> arrays = new LinkedHashMap<>();
            for (Map.Entry<String, ZipEntry> member : members.entrySet()) {
                arrays.put(member.getKey(), array(archive, member.getValue()));
            }
            NpyArray format = arrays.get("format");
            if (format != null && format.isText() && arrays.keySet().containsAll(SAVED)) {
                SparseArrays.checkFormat(format.texts()[0]);
            }
            if (arrays.keySet().containsAll(COMPRESSED) || arrays.keySet().containsAll(ENTRIES)) {
                Column.SparseVectors matrix = SparseArrays.matrix(arrays);
                return new Table(matrix.rows(), List.of(matrix));
            }
            return table(arrays);
        } catch (EOFException e) {
            throw new UnreadableException("the archive", "is cut: what is packed in it ends too early", "Copy or download it again.");
        } catch (ZipException e) {
            throw new UnreadableException("the archive", "is cut or corrupt (" + e.getMessage() + ")", "Copy or download it again.");
        }
    }

    private static Map<String, ZipEntry> members(ZipFile archive) throws UnreadableException {
        Map<String, ZipEntry> members = new LinkedHashMap<>();
        archive.stream()
                .filter(entry -> entry.getName().endsWith(ENDING))
                .forEach(entry -> members.put(entry.getName().substring(0, entry.getName().length() - ENDING.length()), entry));
        if (members.isEmpty()) {
            throw new UnreadableException("the archive", "has no arrays", "Save some by numpy.savez.");
        }
        return members;
    }

    /// How many bytes of a member that is not packed are there, whatever its entry claims.
    private static OptionalLong size(ZipFile archive, ZipEntry member) {
        return member.getMethod() != ZipEntry.STORED || member.getCompressedSize() < 0
                ? OptionalLong.empty()
                : OptionalLong.of(Math.min(member.getCompressedSize(), Path.of(archive.getName()).toFile().length()));
    }

    private static NpyArray array(ZipFile archive, ZipEntry member) throws IOException {
        try (Bytes in = new Bytes(new BufferedInputStream(archive.getInputStream(member)), member.getName() + ", ")) {
            return NpyArray.read(in, size(archive, member));
        }
    }

    private static Table table(Map<String, NpyArray> arrays) throws UnreadableException {
        List<Column> columns = new ArrayList<>();
        for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
            columns.add(array.getValue().column(array.getKey()));
        }
        int rows = columns.getFirst().rows();
        if (columns.stream().anyMatch(column -> column.rows() != rows)) {
            List<String> shapes = arrays.entrySet().stream().map(array -> array.getKey() + " (" + array.getValue().shapeText() + ")").toList();
            throw new UnreadableException("the archive", "has arrays of different numbers of rows: " + String.join(", ", shapes),
                    "Name the one that is meant behind a colon, as in FILE.npz:" + columns.getFirst().name() + ".");
        }
        return new Table(rows, columns);
    }
}
