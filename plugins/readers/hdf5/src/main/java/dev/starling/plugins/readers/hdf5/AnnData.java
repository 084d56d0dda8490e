package dev.starling.plugins.readers.hdf5;

import dev.starling.api.Reader;
import dev.starling.api.table.Column;
import dev.starling.api.table.DataFile;
import dev.starling.api.table.Table;
import dev.starling.api.table.UnreadableException;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Cells with their annotations: `X` or the matrix that is named (`obsm/X_pca`, `layers/counts`), dense or sparse, and the columns of `obs`.
///
/// Source: the on-disk format of AnnData 0.7 to 0.12, anndata.readthedocs.io.
public final class AnnData implements Reader {
    private static final byte[] MAGIC = {(byte) 0x89, 'H', 'D', 'F'};
    private static final String AGAIN = "Copy or download the file again.";

    @Override
    public String name() {
        return "h5ad";
    }

    @Override
    public String summary() {
        return "annotated data, as AnnData and scanpy write them: cells.h5ad, cells.h5ad:obsm/X_pca";
    }

    @Override
    public boolean recognizes(String fileName, byte[] first) {
        return first.length >= MAGIC.length && Arrays.equals(first, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    @Override
    public Table read(DataFile file) throws IOException {
        String part = file.part().orElse("X");
        if (file.size().isEmpty()) {
            throw new UnreadableException("the file", "is gzipped as a whole, and it is read here and there", "Unpack it by gunzip.");
        }
        try (HdfFile hdf = new HdfFile(file.path())) {
            long size = file.size().getAsLong();
            long end = hdf.getHdfBackingStorage().getSuperblock().getEndOfFileAddress();
            if (size < end) {
                throw new UnreadableException("byte " + size, "is the end of the file, which says that it has " + end, AGAIN);
            }
            Nodes nodes = new Nodes(size);
            Node matrix = named(hdf, part);
            List<Column> columns = new ArrayList<>();
            int rows = -1;
            if (hdf.getChild("obs") instanceof Group obs) {
                columns.addAll(nodes.annotations(obs));
                rows = columns.isEmpty() ? -1 : columns.getFirst().rows();
            }
            List<String> elements = part.equals("X") || part.startsWith("layers/") ? genes(hdf, nodes) : List.of();
            Column values = switch (matrix) {
                case Group frame when nodes.isFrame(frame) -> nodes.numbers(frame, part);
                case Group sparse -> nodes.sparse(sparse, part, elements);
                case Dataset dense -> nodes.dense(dense, part, elements);
                default -> throw new UnreadableException(part, "is neither data nor a group of them, such as a link", "Name the place that it leads to.");
            };
            if (rows >= 0 && rows != values.rows()) {
                throw new UnreadableException(part, "has " + values.rows() + " rows, and obs has " + rows, "Name a matrix with a row for each cell.");
            }
            columns.add(values);
            return new Table(values.rows(), columns);
        } catch (UnreadableException e) {
            throw e;
        } catch (StackOverflowError e) {
            throw new UnreadableException(part, "cannot be read: links in the file lead in a circle", "Write the file anew, by write_h5ad.");
        } catch (RuntimeException e) {
            // Whatever the library says of a file that is not what it should be.
            throw new UnreadableException(part, "cannot be read: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""), AGAIN);
        }
    }

    private static Node named(HdfFile hdf, String part) throws UnreadableException {
        @Nullable Node node = null;
        Group group = hdf;
        for (String step : part.split("/", -1)) {
            node = group == null ? null : group.getChild(step);
            group = node instanceof Group inner ? inner : null;
        }
        if (node == null) {
            throw new UnreadableException("part '" + part + "'", "is not in the file", "It has " + String.join(", ", matrices(hdf)) + ".");
        }
        return node;
    }

    private static List<String> matrices(HdfFile hdf) {
        List<String> names = new ArrayList<>();
        if (hdf.getChild("X") != null) {
            names.add("X");
        }
        for (String folder : List.of("layers", "obsm")) {
            if (hdf.getChild(folder) instanceof Group group) {
                group.getChildren().keySet().stream().sorted().forEach(name -> names.add(folder + "/" + name));
            }
        }
        return names.isEmpty() ? List.of("no matrices") : names;
    }

    private static List<String> genes(HdfFile hdf, Nodes nodes) throws UnreadableException {
        if (!(hdf.getChild("var") instanceof Group variables)) {
            return List.of();
        }
        return Arrays.asList(nodes.index(variables).values());
    }
}
