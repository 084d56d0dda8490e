package dev.starling.core.table;

import dev.starling.api.Reader;
import dev.starling.api.table.DataFile;
import dev.starling.api.table.Table;
import dev.starling.api.table.UnreadableException;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// A file that holds a table in a format that some [Reader] takes:
///
///     Table cells = TableFile.of("cells.h5ad:obsm/X_pca").read(Catalog.installed().all(Reader.class));
///
/// @param path  where it lies
/// @param part  the part that is asked for, in the words of the format
public record TableFile(Path path, Optional<String> part) implements DataFile {
    private static final int FIRST_OF_GZIP = 0x1F;
    private static final int SECOND_OF_GZIP = 0x8B;

    /// A file by its name, or by name, colon and part. A name that is a file as a whole has no part.
    public static TableFile of(String place) {
        Path whole = Path.of(place);
        int colon = place.lastIndexOf(':');
        if (colon <= 0 || Files.exists(whole) || !Files.isRegularFile(Path.of(place.substring(0, colon)))) {
            return new TableFile(whole, Optional.empty());
        }
        return new TableFile(Path.of(place.substring(0, colon)), Optional.of(place.substring(colon + 1)));
    }

    /// The reader that takes the file, by its name and first bytes; none where no reader does, as for a table that is text.
    public Optional<Reader> takenBy(List<Reader> readers) throws IOException {
        byte[] first;
        try (InputStream in = open()) {
            first = in.readNBytes(Reader.FIRST_BYTES);
        } catch (EOFException | ZipException e) {
            return Optional.empty();
        }
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        return readers.stream().filter(reader -> reader.recognizes(name, first)).findFirst();
    }

    /// The table.
    ///
    /// @throws UnreadableException with place and remedy, if no reader takes the file, or it is cut, corrupt or no table
    public Table read(List<Reader> readers) throws IOException {
        Reader reader = takenBy(readers).orElseThrow(() -> new UnreadableException("the file", "is of no known format",
                "There are readers for " + String.join(", ", readers.stream().map(Reader::name).sorted().toList()) + "."));
        return read(reader, this);
    }

    /// The table that comes by a stream, which is left open. It is kept in a temporary file while it is read, as some formats are not read from front to
    /// back.
    ///
    /// @param name that a file of this format would have, such as `vectors.npy`
    /// @throws UnreadableException with place and remedy, if no reader takes it, or it is cut, corrupt or no table
    public static Table read(List<Reader> readers, String name, InputStream stream) throws IOException {
        Path folder = Files.createTempDirectory("starling-table-");
        Path copy = folder.resolve(String.valueOf(Path.of(name).getFileName()));
        try {
            Files.copy(stream, copy);
            return new TableFile(copy, Optional.empty()).read(readers);
        } finally {
            Files.deleteIfExists(copy);
            Files.delete(folder);
        }
    }

    /// What a reader that takes a file makes of it.
    ///
    /// @throws UnreadableException with place and remedy, if it is cut, corrupt or no table
    public static Table read(Reader reader, DataFile file) throws IOException {
        try {
            return reader.read(file);
        } catch (EOFException e) {
            throw new UnreadableException("the file", "is cut: what is packed in it ends too early", "Copy or download it again.");
        } catch (ZipException e) {
            throw new UnreadableException("the file", "is cut or corrupt (" + e.getMessage() + ")", "Copy or download it again.");
        }
    }

    @Override
    public InputStream open() throws IOException {
        return unpacked(Files.newInputStream(path));
    }

    /// A file's bytes as they are, or what is in them if they are gzipped.
    public static InputStream unpacked(InputStream bytes) throws IOException {
        InputStream raw = new BufferedInputStream(bytes, 1 << 16);
        if (!isPacked(raw)) {
            return raw;
        }
        try {
            return new BufferedInputStream(new GZIPInputStream(raw, 1 << 16), 1 << 16);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    @Override
    public OptionalLong size() throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(path), 2)) {
            return isPacked(raw) ? OptionalLong.empty() : OptionalLong.of(Files.size(path));
        }
    }

    private static boolean isPacked(InputStream raw) throws IOException {
        raw.mark(2);
        boolean packed = raw.read() == FIRST_OF_GZIP && raw.read() == SECOND_OF_GZIP;
        raw.reset();
        return packed;
    }
}
