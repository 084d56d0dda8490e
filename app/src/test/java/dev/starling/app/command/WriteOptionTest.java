package dev.starling.app.command;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

import static dev.starling.app.fault.Exit.DATA;
import static dev.starling.app.fault.Exit.USAGE;
import static org.assertj.core.api.Assertions.assertThat;

/// `--write`: coordinates in formats of other programs.
class WriteOptionTest {
    @RegisterExtension
    final Terminal starling = new Terminal();

    private String embed(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "embed", "iris", "--iterations", "10", "--picture-size", "600x400", "--force", "--out", starling.path("map").toString()));
        words.addAll(List.of(more));
        return starling.run(words.toArray(String[]::new)).done().results();
    }

    /// By the format that NumPy writes itself: header, then the numbers of coords.csv, row by row.
    @Test
    void anArrayHasTheNumbersOfTheTable() throws IOException {
        assertThat(embed("--write", "npy").lines()).anyMatch(line -> line.endsWith("coords.npy"));
        byte[] file = Files.readAllBytes(starling.path("map/coords.npy"));
        assertThat(new String(file, 1, 5, StandardCharsets.US_ASCII)).isEqualTo("NUMPY");
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int header = bytes.getShort(8) + 10;
        assertThat(header % 64).isZero();
        assertThat(new String(file, 10, header - 10, StandardCharsets.US_ASCII))
                .startsWith("{'descr': '<f8', 'fortran_order': False, 'shape': (150, 2), }").endsWith("\n");
        assertThat(file).hasSize(header + 150 * 2 * Double.BYTES);
        List<String> rows = starling.read("map/coords.csv").lines().skip(1).toList();
        for (int i = 0; i < 150; i++) {
            String[] cells = rows.get(i).split(",");
            assertThat(bytes.getDouble(header + 16 * i)).isEqualTo(Double.parseDouble(cells[1]));
            assertThat(bytes.getDouble(header + 16 * i + 8)).isEqualTo(Double.parseDouble(cells[2]));
        }
    }

    /// By a reader that shares no code with the writer.
    @Test
    void annotatedDataIsReadBackWithItsIdsAndLabels() {
        starling.with("flowers.csv", "name,a,b,kind\nrose,1,2,x\nlily,4,2.5,\n\"tulip é\",-3,7,y/z\ndaisy,0,1,x\n");
        starling.run("embed", "flowers.csv", "--id", "name", "--label", "kind", "--write", "h5ad", "--iterations", "10", "--picture-size", "600x400",
                "--out", starling.path("map").toString()).done();
        starling.run("embed", starling.path("map/coords.h5ad") + ":obsm/X_starling", "--id", "index", "--label", "kind", "--prepare", "none", "--iterations", "10",
                "--picture-size", "600x400", "--out", starling.path("again").toString()).done();
        List<String> map = starling.read("map/coords.csv").lines().toList();
        List<String> again = starling.read("again/coords.csv").lines().toList();
        assertThat(again).hasSize(5).first().isEqualTo("id,x,y,kind");
        for (int i = 1; i < 5; i++) {
            assertThat(ends(again.get(i))).isEqualTo(ends(map.get(i)));
        }
    }

    private static List<String> ends(String line) {
        return List.of(line.substring(0, line.indexOf(',')), line.substring(line.lastIndexOf(',')));
    }

    @Test
    void annotatedDataDoesNotStayBesideNewCoordinates() {
        assertThat(embed("--write", "npy,h5ad").lines()).anyMatch(line -> line.endsWith("coords.npy")).anyMatch(line -> line.endsWith("coords.h5ad"));
        embed();
        assertThat(starling.path("map/coords.h5ad")).doesNotExist();
    }

    @Test
    void anEarlierArrayDoesNotStayBesideNewCoordinates() {
        embed("--write", "npy");
        embed();
        assertThat(starling.path("map/coords.npy")).doesNotExist();
    }

    /// Whatever a run writes, another goes on from, measures and evaluates.
    @Test
    void coordinatesOfEachFormatAreReadBack() {
        embed("--write", "npy,h5ad");
        List<String> scores = new ArrayList<>();
        List<String> further = new ArrayList<>();
        for (String name : List.of("coords.csv", "coords.npy", "coords.h5ad", "coords.h5ad:obsm/X_starling")) {
            String file = starling.path("map/" + name).toString();
            scores.add(starling.run("score", "iris", file).done().results());
            starling.run("embed", "iris", "--init", file, "--iterations", "3", "--quiet", "--force", "--out", starling.path("on").toString()).done();
            further.add(starling.read("on/coords.csv"));
            starling.run("evaluate", "iris", "--at", file).done();
        }
        assertThat(scores.stream().distinct().toList()).hasSize(1);
        assertThat(further.stream().distinct().toList()).hasSize(1);
        starling.refuses(DATA, "score", "digits", starling.path("map/coords.npy").toString()).contains("coords.npy has 150 rows", "1797 points");
    }

    @Test
    void whatIsNoFormatIsRefused() {
        starling.refuses(USAGE, "embed", "iris", "--write", "xls", "--out", starling.path("map").toString()).contains("--write");
    }
}
