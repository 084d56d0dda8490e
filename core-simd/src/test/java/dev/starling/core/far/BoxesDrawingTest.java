package dev.starling.core.far;

import dev.starling.core.base.Workers;
import dev.starling.core.far.Separation.Stays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;

/// The drawing of docs/far-field.md: the boxes that the points of one leaf meet, by its own proxies or its ancestors'.
///
/// A change that is meant is written down by -Dpictures.write=true.
class BoxesDrawingTest {
    private static final Path DRAWING = Path.of("../docs/pictures/far-field.svg");

    private static final int POINTS = 900;

    private static final double SCALE = 24;

    private final StringBuilder svg = new StringBuilder();

    @Test
    void theDrawingShowsWhatTheCodeDoes() throws IOException {
        draw();
        if (Boolean.getBoolean("pictures.write")) {
            Files.writeString(DRAWING, svg);
        }
        assertThat(svg.toString()).isEqualTo(Files.readString(DRAWING));
    }

    private void draw() {
        try (Workers workers = new Workers(1)) {
            Proxies proxies = new Proxies(3, 2);
            Boxes boxes = new Boxes(clusters(), POINTS, 20, workers);
            Interactions interactions = new Interactions(boxes, proxies.count, Stays.NEITHER, Interactions.Admissibility.apart(_ -> true), workers);
            int leaf = leafAt(boxes, 3.5, 3);
            svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-10 30 550 490\" font-family=\"sans-serif\" font-size=\"13\">\n")
                    .append("<rect x=\"-10\" y=\"30\" width=\"550\" height=\"490\" fill=\"white\"/>\n");
            for (int target = leaf; target >= 0; target = boxes.parent[target]) {
                Interactions.Lists lists = interactions.of[target];
                boxes(boxes, lists.proxiesProxies, "#cfe0f5", proxies);
                boxes(boxes, lists.pointsProxies, "#cfe0f5", proxies);
                boxes(boxes, lists.proxiesPoints, "#fbe3c0", null);
                boxes(boxes, lists.pointsPoints, "#fbe3c0", null);
            }
            for (int e = 0; e < POINTS; e++) {
                dot(boxes.points[0][e], boxes.points[1][e], 0.9, "#555555");
            }
            box(boxes, leaf, "none", "#c0392b", 2);
            legend();
            svg.append("</svg>\n");
        }
    }

    private static double[][] clusters() {
        SplittableRandom random = new SplittableRandom(4);
        double[][] y = new double[2][POINTS];
        for (int i = 0; i < POINTS; i++) {
            double angle = i % 5 * 2 * Math.PI / 5;
            double spread = i % 5 == 0 ? 4.5 : 2.5;
            y[0][i] = 10 + 6 * StrictMath.cos(angle) + spread * (random.nextDouble() + random.nextDouble() - 1);
            y[1][i] = 10 + 6 * StrictMath.sin(angle) + spread * (random.nextDouble() + random.nextDouble() - 1);
        }
        return y;
    }

    private static int leafAt(Boxes boxes, double x, double y) {
        int nearest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int box = 0; box < boxes.count; box++) {
            double off = Math.hypot(boxes.center[0][box] - x, boxes.center[1][box] - y);
            if (boxes.isLeaf(box) && off < least) {
                least = off;
                nearest = box;
            }
        }
        return nearest;
    }

    private void boxes(Boxes boxes, Interactions.Numbers sources, String color, @Nullable Proxies proxies) {
        for (int e = 0; e < sources.size(); e++) {
            int box = sources.get(e);
            box(boxes, box, color, "#8899aa", 0.7);
            for (int proxy = 0; proxies != null && proxy < proxies.count; proxy++) {
                dot(boxes.center[0][box] + boxes.half[box] * proxies.node(proxy, 0),
                        boxes.center[1][box] + boxes.half[box] * proxies.node(proxy, 1), 2, "#2c6fbb");
            }
        }
    }

    private void box(Boxes boxes, int box, String fill, String stroke, double width) {
        double side = 2 * boxes.half[box] * SCALE;
        svg.append(String.format(
                Locale.ROOT, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\" stroke=\"%s\" stroke-width=\"%.1f\"/>%n",
                (boxes.center[0][box] - boxes.half[box]) * SCALE, (boxes.center[1][box] - boxes.half[box]) * SCALE, side, side, fill, stroke, width));
    }

    private void dot(double x, double y, double radius, String color) {
        svg.append(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\"/>%n", x * SCALE, y * SCALE, radius, color));
    }

    private void legend() {
        svg.append("<text x=\"0\" y=\"495\" fill=\"#c0392b\">red: the box whose points are asked for</text>\n")
                .append("<text x=\"0\" y=\"511\" fill=\"#2c6fbb\">blue: boxes that act by 3 × 3 proxies</text>\n")
                .append("<text x=\"260\" y=\"511\" fill=\"#a06a10\">orange: boxes whose points act themselves</text>\n");
    }
}
