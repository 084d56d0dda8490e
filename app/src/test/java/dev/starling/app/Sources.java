package dev.starling.app;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// The Java sources of all modules. Where builds write, nothing is looked for: modules are built side by side, and files come and go there.
final class Sources {
    private static final Path ROOT = Path.of("..");

    private Sources() {}

    /// Those below a folder of a module, such as `src/main/java`, in an order that is always the same.
    static List<Path> in(String folder) throws IOException {
        List<Path> sources = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                String name = visited.getFileName().toString();
                boolean source = !name.equals("target") && (!name.startsWith(".") || visited.equals(ROOT));
                return source ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java") && file.toString().contains(folder)) {
                    sources.add(file.normalize());
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return sources.stream().sorted().toList();
    }
}
