package dev.starling.core.table;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A map as AnnData and scanpy read it: coordinates as `obsm/X_starling`, ids as the names of observations, and what they are labeled by.
///
/// Source: the on-disk format of AnnData 0.8 to 0.12, anndata.readthedocs.io.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class AnnDataFile {
    /// The name of the coordinates among the matrices of observations.
    public static final String COORDINATES = "X_starling";

    private static final String INDEX = "_index";

    private AnnDataFile() {}

    /// The file's bytes; the same content has the same.
    ///
    /// @param coordinates row-major, a row for each id
    /// @param labelName   of the column of labels; null where there is none
    /// @param labels      one for each id; an empty one is missing
    /// @throws IllegalArgumentException if the file would be larger than 2 GB
    public static byte[] h5ad(double[] coordinates, int dimensions, List<String> ids, @Nullable String labelName, List<String> labels) {
        Map<String, Hdf5File.Node> columns = new LinkedHashMap<>();
        if (labelName != null) {
            columns.put(column(labelName), categories(labels));
        }
        Map<String, Hdf5File.Node> matrices = new LinkedHashMap<>();
        matrices.put(COORDINATES, array(Hdf5File.Values.of(coordinates, ids.size(), dimensions), "array"));
        Map<String, Hdf5File.Node> all = new LinkedHashMap<>();
        all.put("obs", frame(ids, columns));
        all.put("var", frame(List.of(), Map.of()));
        all.put("obsm", new Hdf5File.Group(encoding("dict", "0.1.0"), matrices));
        return Hdf5File.of(new Hdf5File.Group(encoding("anndata", "0.1.0"), all));
    }

    /// A name that is no path and is not taken.
    private static String column(String label) {
        String name = label.replace('/', '_');
        return name.isEmpty() || name.charAt(0) == '_' || name.equals(".") ? "label " + name : name;
    }

    private static Hdf5File.Group frame(List<String> index, Map<String, Hdf5File.Node> columns) {
        Map<String, Hdf5File.Values> said = encoding("dataframe", "0.2.0");
        said.put("_index", Hdf5File.Values.of(INDEX));
        said.put("column-order", Hdf5File.Values.of(List.copyOf(columns.keySet())));
        Map<String, Hdf5File.Node> members = new LinkedHashMap<>();
        members.put(INDEX, array(Hdf5File.Values.of(index), "string-array"));
        members.putAll(columns);
        return new Hdf5File.Group(said, members);
    }

    private static Hdf5File.Group categories(List<String> labels) {
        Set<String> different = new LinkedHashSet<>(labels);
        different.remove("");
        List<String> levels = different.stream().sorted().toList();
        Map<String, Integer> codes = new LinkedHashMap<>();
        levels.forEach(level -> codes.put(level, codes.size()));
        Map<String, Hdf5File.Values> said = encoding("categorical", "0.2.0");
        said.put("ordered", Hdf5File.Values.of(false));
        Map<String, Hdf5File.Node> members = new LinkedHashMap<>();
        members.put("categories", array(Hdf5File.Values.of(levels), "string-array"));
        members.put("codes", array(Hdf5File.Values.of(labels.stream().mapToInt(label -> codes.getOrDefault(label, -1)).toArray()), "array"));
        return new Hdf5File.Group(said, members);
    }

    private static Hdf5File.Data array(Hdf5File.Values values, String kind) {
        return new Hdf5File.Data(encoding(kind, "0.2.0"), values);
    }

    private static Map<String, Hdf5File.Values> encoding(String type, String version) {
        Map<String, Hdf5File.Values> attributes = new LinkedHashMap<>();
        attributes.put("encoding-type", Hdf5File.Values.of(type));
        attributes.put("encoding-version", Hdf5File.Values.of(version));
        return attributes;
    }
}
