package dev.starling.api;

import dev.starling.api.table.DataFile;
import dev.starling.api.table.Table;
import dev.starling.api.table.UnreadableException;
import org.apiguardian.api.API;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A format of files that hold a table. It reads what the file says and decides nothing: which columns are features, ids or labels is the
/// host's to find out.
///
/// A reader believes no length in a header before the bytes are there: memory grows with what was read, not with what was claimed.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public interface Reader extends Extension {
    /// Bytes of a file that [#recognizes] is shown, or fewer if the file is shorter.
    int FIRST_BYTES = 512;

    /// Whether a file is of this format.
    ///
    /// @param fileName  without folders, in lower case, without `.gz`
    /// @param first     the bytes that it begins with, unpacked
    boolean recognizes(String fileName, byte[] first);

    /// The files beside one that are read with it, such as names of its columns: they are told apart from what may be written over, and looked at again
    /// when a run is repeated. None, unless the format has such.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    default List<Path> beside(Path file) {
        return List.of();
    }

    /// All rows of the file.
    ///
    /// @throws UnreadableException with place and remedy, if the file is cut, corrupt, or holds something else than a table
    /// @throws IOException         if it cannot be read at all
    Table read(DataFile file) throws IOException;
}
