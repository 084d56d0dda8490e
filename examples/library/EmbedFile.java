import dev.starling.api.Reader;
import dev.starling.api.table.Column;
import dev.starling.api.table.Table;
import dev.starling.core.Embedder;
import dev.starling.core.Embedding;
import dev.starling.core.matrix.Points;
import dev.starling.core.plan.Catalog;
import dev.starling.core.table.TableFile;

import java.io.IOException;
import java.util.List;

/// Embeds the vectors of a file, of any format that a reader on the path takes: `vectors.npy`, `cells.h5ad:obsm/X_pca`. What comes by standard input has the
/// format that the name in the place of a file says: `- vectors.npy`.
void main(String[] arguments) throws IOException {
    List<Reader> readers = Catalog.installed().all(Reader.class);
    Table table = arguments[0].equals("-")
            ? TableFile.read(readers, arguments[1], System.in)
            : TableFile.of(arguments[0]).read(readers);
    for (Column column : table.columns()) {
        if (column instanceof Column.Vectors(_, _, int rows, int width, double[] values)) {
            Embedding map = Embedder.of("t-sne").seed(7).embed(Points.copyOf(rows, width, values));
            for (double[] point : map.toRows()) {
                IO.println(point[0] + "," + point[1]);
            }
        }
    }
}
