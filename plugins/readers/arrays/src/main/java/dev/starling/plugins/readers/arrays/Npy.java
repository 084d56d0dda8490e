package dev.starling.plugins.readers.arrays;

import dev.starling.api.Reader;
import dev.starling.api.table.DataFile;
import dev.starling.api.table.Table;
import dev.starling.api.table.UnreadableException;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// One array of NumPy: a row of numbers for each point.
public final class Npy implements Reader {
    @Override
    public String name() {
        return "npy";
    }

    @Override
    public String summary() {
        return "an array of NumPy, numpy.save";
    }

    @Override
    public boolean recognizes(String fileName, byte[] first) {
        return Arrays.equals(first, 0, Math.min(first.length, NpyArray.MAGIC.length), NpyArray.MAGIC, 0, NpyArray.MAGIC.length);
    }

    @Override
    public Table read(DataFile file) throws IOException {
        if (file.part().isPresent()) {
            throw new UnreadableException("part '" + file.part().get() + "'", "is asked for, but a .npy file is one array", "Leave the part out.");
        }
        try (Bytes in = new Bytes(new BufferedInputStream(file.open()), "")) {
            NpyArray array = NpyArray.read(in, file.size());
            if (!in.atEnd()) {
                throw in.fault("is behind the last element, and there is more", "Save one array by numpy.save.");
            }
            return new Table(array.shape().length == 0 ? 0 : array.rows(), List.of(array.column("array")));
        }
    }
}
