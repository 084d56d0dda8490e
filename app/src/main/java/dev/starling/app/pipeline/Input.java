package dev.starling.app.pipeline;

import dev.starling.app.data.ReadOptions;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/// What a user names as data.
///
/// @param data      a table or a built-in set, or null
/// @param reading   how the table is understood
/// @param preparing what is done to its columns
/// @param distances a file of distances in place of those of the rows, or null
public record Input(@Nullable String data, ReadOptions reading, Preparing preparing, @Nullable Path distances) {
    public boolean hasTable() {
        return data != null;
    }
}
