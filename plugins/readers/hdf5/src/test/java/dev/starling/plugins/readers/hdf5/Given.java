package dev.starling.plugins.readers.hdf5;

import dev.starling.api.table.DataFile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// A file for a reader, as the host gives it.
record Given(Path path, Optional<String> part) implements DataFile {
    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(path);
    }

    @Override
    public OptionalLong size() throws IOException {
        return OptionalLong.of(Files.size(path));
    }
}
