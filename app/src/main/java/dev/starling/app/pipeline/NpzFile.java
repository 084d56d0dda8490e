package dev.starling.app.pipeline;

import dev.starling.app.files.Inputs;
import dev.starling.app.files.OutputFile;

import java.nio.file.Path;

/// The file that a matrix over pairs of points is written to, in the format that scipy.sparse reads.
///
/// @param force whether one that is there is replaced
public record NpzFile(Path path, boolean force) {
    public NpzFile {
        if (!String.valueOf(path.getFileName()).endsWith(".npz")) {
            throw new IllegalArgumentException("--out " + path + " must end in .npz, the format that is written");
        }
    }

    OutputFile reserve(Inputs inputs) {
        return OutputFile.reserve(path, inputs, force);
    }
}
