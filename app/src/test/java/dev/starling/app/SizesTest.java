package dev.starling.app;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/// A room that is full, a file that scrolls and a method that does not fit on a page each hold more than one idea, as a rule. Where the rule
/// does not hold, it says here why.
class SizesTest {
    private static final int CLASSES_OF_A_ROOM = 15;
    private static final int LINES_OF_A_FILE = 400;
    private static final int LINES_OF_A_METHOD = 40;

    private static final Map<String, String> ROOMS = Map.ofEntries(
            Map.entry("dev.starling.api", "the kinds of part, which authors import by these names"),
            Map.entry("dev.starling.api.expr.tree", "one sealed family: a record for each operation of formulas"),
            Map.entry("dev.starling.core", "fifteen types that library users import by these names, and what puts them together, which they alone see"),
            Map.entry("dev.starling.core.compile", "a generated class belongs to the package of what it reads: its writers, operands and back ends are in one"),
            Map.entry("dev.starling.plugins.costs", "a class for each cost"),
            Map.entry("dev.starling.plugins.costs.methods", "a class for each method"),
            Map.entry("dev.starling.plugins.optimizers", "a class for each optimizer"),
            Map.entry("dev.starling.testkit", "the laws by the names that authors import, and what they throw, which their helpers do too"));

    private static final Map<String, String> FILES = Map.of();

    private static final Map<String, String> METHODS = Map.ofEntries(
            Map.entry("MoreThuente.search", "the search of the paper, whose steps share its state"),
            Map.entry("HandWrittenTsne.rows", "written by hand as one would who has no generator"),
            Map.entry("FusedPass.run", "written by hand as one would who has no generator"),
            Map.entry("JensenShannonPass.run", "written by hand as one would who has no generator"),
            Map.entry("PullsPass.run", "written by hand as one would who has no generator"),
            Map.entry("SumsPass.run", "written by hand as one would who has no generator"),
            Map.entry("DistancePanels.twoPanels", "a loop in registers, which would spill across a call"));

    @Test
    void aRoomHoldsOneIdea() throws IOException {
        Map<String, Integer> rooms = new TreeMap<>();
        for (Path source : sources()) {
            String room = source.getParent().toString().replaceAll(".*src.main.java.", "").replace(source.getFileSystem().getSeparator(), ".");
            rooms.merge(room, 1, Integer::sum);
        }
        assertThat(rooms).hasSizeGreaterThan(40);
        rooms.values().removeIf(classes -> classes <= CLASSES_OF_A_ROOM);
        assertThat(rooms.keySet()).as("rooms of more than %d classes: %s", CLASSES_OF_A_ROOM, rooms).isSubsetOf(ROOMS.keySet());
    }

    @Test
    void aFileIsReadInOneGo() throws IOException {
        Map<String, Integer> files = new TreeMap<>();
        for (Path source : sources()) {
            files.put(source.getFileName().toString(), Files.readAllLines(source).size());
        }
        files.values().removeIf(lines -> lines <= LINES_OF_A_FILE);
        assertThat(files.keySet()).as("files of more than %d lines: %s", LINES_OF_A_FILE, files).isSubsetOf(FILES.keySet());
    }

    @Test
    void aMethodIsSeenAtOnce() throws IOException {
        Map<String, Long> methods = lengths();
        assertThat(methods).hasSizeGreaterThan(2000).containsKey("SizesTest.lengths");
        methods.values().removeIf(lines -> lines <= LINES_OF_A_METHOD);
        assertThat(methods.keySet()).as("methods of more than %d lines: %s", LINES_OF_A_METHOD, methods).isSubsetOf(METHODS.keySet());
    }

    /// From the line of its name to that of its last brace, by class and method; the longest of those that are called alike.
    private static Map<String, Long> lengths() throws IOException {
        Map<String, Long> lengths = new TreeMap<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> read = Stream.concat(sources().stream(), Stream.of(Path.of("src/test/java/dev/starling/app/SizesTest.java"))).toList();
            JavacTask task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(read));
            SourcePositions places = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new Lengths(unit, places, lengths).scan(unit, "");
            }
        }
        return lengths;
    }

    private static final class Lengths extends TreePathScanner<Void, String> {
        private final CompilationUnitTree unit;
        private final SourcePositions places;
        private final Map<String, Long> lengths;

        Lengths(CompilationUnitTree unit, SourcePositions places, Map<String, Long> lengths) {
            this.unit = unit;
            this.places = places;
            this.lengths = lengths;
        }

        @Override
        public Void visitClass(ClassTree type, String within) {
            return super.visitClass(type, type.getSimpleName().isEmpty() ? within : type.getSimpleName().toString());
        }

        @Override
        public Void visitMethod(MethodTree method, String type) {
            LineMap lines = unit.getLineMap();
            long from = lines.getLineNumber(places.getStartPosition(unit, method.getReturnType() == null ? method : method.getReturnType()));
            long to = lines.getLineNumber(places.getEndPosition(unit, method));
            lengths.merge(type + "." + (method.getReturnType() == null ? "new" : method.getName()), to - from + 1, Math::max);
            return super.visitMethod(method, type);
        }
    }

    private static List<Path> sources() throws IOException {
        return Sources.in("src/main/java").stream()
                .filter(file -> !file.endsWith("package-info.java") && !file.endsWith("module-info.java"))
                .toList();
    }
}
