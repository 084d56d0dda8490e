package dev.starling.core.start;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/// Points at one place are set apart, whichever comes first.
class ApartTest {
    /// None of them stays in the middle of the others, and who has a place of its own keeps it.
    @Property(seed = "1", tries = 300)
    void allPointsOfAPlaceAreMovedAndNoOther(@ForAll @Size(min = 6, max = 30) List<@IntRange(min = 0, max = 9) Integer> places) {
        int n = places.size();
        double[] given = new double[2 * n];
        for (int i = 0; i < n; i++) {
            given[i] = places.get(i) % 5;
            given[n + i] = places.get(i) / 5;
        }
        if (places.stream().map(place -> place % 5).distinct().count() < 3 || places.stream().map(place -> place / 5).distinct().count() < 2) {
            return; // on a line, which is another matter
        }
        List<String> notes = new ArrayList<>();
        double[] y = Start.setApart(given, n, 2, 7, notes::add);
        HashSet<List<Double>> apart = new HashSet<>();
        long shared = 0;
        for (int i = 0; i < n; i++) {
            int place = places.get(i);
            boolean alone = places.stream().filter(other -> other == place).count() == 1;
            shared += alone ? 0 : 1;
            assertThat(y[i] == given[i] && y[n + i] == given[n + i]).as("point %d of %s", i, places).isEqualTo(alone);
            apart.add(List.of(y[i], y[n + i]));
        }
        assertThat(apart).hasSize(n);
        assertThat(notes.toString()).contains(shared == 0 ? "[]" : shared + " points of the start lie where another does");
    }
}
