package dev.starling.plugins.readers.arrays;

import dev.starling.api.Reader;
import dev.starling.api.table.DataFile;
import dev.starling.api.table.Table;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;

/// The files that `make-samples.py` made, and a host's way of opening them.
final class Samples {
    private static final List<Reader> READERS = List.of(new Npy(), new Npz(), new MatrixMarket(), new VectorRecords(), new Idx());

    private Samples() {}

    static Path file(String name) {
        try {
            return Path.of(URI.create(String.valueOf(Samples.class.getResource("/samples/" + name)))).toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Table read(String name) throws IOException {
        return read(file(name), Optional.empty());
    }

    static Table read(Path path, Optional<String> part) throws IOException {
        DataFile file = new Opened(path, part);
        byte[] first;
        try (InputStream in = file.open()) {
            first = in.readNBytes(Reader.FIRST_BYTES);
        }
        String name = path.getFileName().toString().replaceFirst("\\.gz$", "");
        List<Reader> takers = READERS.stream().filter(reader -> reader.recognizes(name, first)).toList();
        if (takers.size() != 1) {
            throw new IllegalStateException(path + " is taken by " + takers.stream().map(Reader::name).toList() + ": " + Arrays.toString(first));
        }
        return takers.getFirst().read(file);
    }

    private record Opened(Path path, Optional<String> part) implements DataFile {
        private boolean packed() {
            return path.toString().endsWith(".gz");
        }

        @Override
        public InputStream open() throws IOException {
            InputStream raw = new BufferedInputStream(Files.newInputStream(path));
            return packed() ? new GZIPInputStream(raw) : raw;
        }

        @Override
        public OptionalLong size() throws IOException {
            return packed() ? OptionalLong.empty() : OptionalLong.of(Files.size(path));
        }
    }
}
