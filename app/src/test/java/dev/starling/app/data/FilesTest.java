package dev.starling.app.data;

import dev.starling.app.data.bytes.Source;
import dev.starling.app.data.columns.ReadOptions;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// Where a table comes from, and where it does not.
class FilesTest {
    private static final ReadOptions NONE = ReadOptions.NONE;
    private static final String GOOD = "a,b\n1,2\n3,4\n5,6\n";

    @TempDir
    private Path folder;

    private static AbstractStringAssert<?> refusal(Path file, Exit exit) {
        Fault fault = catchThrowableOfType(Fault.class, () -> DataSet.read(file.toString(), NONE));
        assertThat(fault).as("a refusal").isNotNull();
        assertThat(fault.exit()).isEqualTo(exit);
        return assertThat(fault.getMessage()).contains(file.toString()).doesNotContain("Exception", "\n");
    }

    /// Of every format that there are samples of.
    @Test
    void aMapIsNamedAfterItsTableWithoutTheEndingOfTheFormat() throws IOException {
        List<String> samples;
        try (Stream<Path> files = Files.walk(Path.of("../plugins/readers"))) {
            samples = files.filter(file -> file.toString().matches(".*/src/test/resources/.*/[^./]+(\\.[a-z0-9]+){1,2}") && Files.isRegularFile(file))
                    .map(Path::toString).toList();
        }
        assertThat(samples).hasSizeGreaterThan(40);
        assertThat(Stream.concat(samples.stream(), Stream.of("t.csv", "t.tsv.gz", "t.arff", "t.jsonl"))).allSatisfy(file ->
                assertThat(DataSet.nameOf(file)).doesNotContain(".").isNotEmpty());
        assertThat(DataSet.nameOf("cells.v2")).isEqualTo("cells.v2");
    }

    @Test
    void thereMustBeAFile() throws IOException {
        refusal(folder, Exit.FILES).contains("is a folder");
        refusal(folder.resolve("none.csv"), Exit.FILES).contains("there is no file");
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling.csv"), folder.resolve("gone.csv"));
        refusal(dangling, Exit.FILES).contains("a link that leads to no file");
        Path loop = Files.createSymbolicLink(folder.resolve("loop.csv"), folder.resolve("loop.csv"));
        refusal(loop, Exit.FILES).contains("a link that leads to no file");
        Fault unknown = catchThrowableOfType(Fault.class, () -> DataSet.read("digit", NONE));
        assertThat(unknown.getMessage()).contains("'digit'", "digits, iris, penguins");
    }

    @Test
    void itMustBeReadable() throws IOException {
        Path file = Files.writeString(folder.resolve("locked.csv"), GOOD);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(file), "the administrator may read everything");
        refusal(file, Exit.FILES).contains("permission denied");
    }

    @Test
    void aDeniedFileIsAFaultOfFiles() {
        Fault fault = Source.fault("x.csv", new java.nio.file.AccessDeniedException("x.csv"));
        assertThat(fault.exit()).isEqualTo(Exit.FILES);
        assertThat(fault.getMessage()).contains("x.csv", "permission denied");
    }

    @Test
    void itMustNotChangeWhileItIsRead() throws IOException {
        Path file = Files.writeString(folder.resolve("growing.csv"), GOOD);
        try (Source source = Source.of(file)) {
            Files.setLastModifiedTime(file, FileTime.fromMillis(1));
            assertThat(catchThrowableOfType(Fault.class, () -> TableReader.read("growing", "growing.csv", source, NONE)).getMessage())
                    .contains("changed while it was read");
        }
    }

    @Test
    void namesMayHoldAnythingAndEndInWhatTheFileIs() throws IOException {
        for (String name : List.of("with blank.csv", "quote'.csv", "#hash.csv", "100%.csv", "-leading.csv", "größe.csv")) {
            Path file = Files.writeString(folder.resolve(name), GOOD);
            assertThat(DataSet.read(file.toString(), NONE).name()).isEqualTo(name.replace(".csv", ""));
        }
        Path gz = Files.write(folder.resolve("cells.v2.csv.gz"), RefusedTablesTest.gzip(GOOD));
        assertThat(DataSet.read(gz.toString(), NONE).name()).isEqualTo("cells.v2");
        Path text = Files.writeString(folder.resolve("plain.csv.gz"), GOOD);
        assertThat(DataSet.read(text.toString(), NONE).rows()).isEqualTo(3);
        Path hidden = Files.writeString(folder.resolve(".csv"), GOOD);
        assertThat(DataSet.read(hidden.toString(), NONE).name()).isEqualTo(".csv");
    }

    @Test
    void aDashIsStandardInput() {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(GOOD.getBytes(StandardCharsets.UTF_8)));
            DataSet set = DataSet.read("-", NONE);
            assertThat(set.rows()).isEqualTo(3);
            assertThat(set.name()).isEqualTo("stdin");
            assertThat(set.source()).isEqualTo("-");
        } finally {
            System.setIn(before);
        }
    }
}
