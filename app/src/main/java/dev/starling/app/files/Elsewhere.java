package dev.starling.app.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Where a result is kept that could not be written where it was wanted: the folder one works in, the user's own, the temporary one.
final class Elsewhere {
    private Elsewhere() {}

    static List<Path> places(Path wanted) {
        Path parent = wanted.toAbsolutePath().normalize().getParent();
        return Stream.of("user.dir", "user.home", "java.io.tmpdir")
                .map(System::getProperty)
                .filter(place -> place != null && !place.isEmpty())
                .map(place -> Path.of(place).toAbsolutePath().normalize())
                .filter(place -> !place.equals(parent) && Files.isDirectory(place) && !isWithin(place, wanted))
                .distinct()
                .toList();
    }

    private static boolean isWithin(Path place, Path folder) {
        try {
            return place.toRealPath().startsWith(folder.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }
}
