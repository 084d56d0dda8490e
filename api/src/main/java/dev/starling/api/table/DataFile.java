package dev.starling.api.table;

import org.apiguardian.api.API;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// A file that a [dev.starling.api.Reader] is to read.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public interface DataFile {
    /// Where it lies, for formats that are read here and there.
    Path path();

    /// The part of the file that is asked for, in the words of the format: `obsm/X_pca` of an h5ad file, `arr_0` of an npz file.
    Optional<String> part();

    /// Its bytes from the beginning; unpacked where the file is gzipped as a whole.
    InputStream open() throws IOException;

    /// How many bytes [#open] gives, where that is known without reading them all: not of a gzipped file. What a header claims beyond it is
    /// not there.
    OptionalLong size() throws IOException;
}
