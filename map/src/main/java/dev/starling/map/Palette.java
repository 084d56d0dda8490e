package dev.starling.map;

import java.awt.Color;
import java.util.List;

/// Colors that can be told apart: twenty by eyes with any of the common color blindnesses too, sixty by most.
final class Palette {
    /// Most classes that have a color of their own; of more, the smaller ones share one.
    static final int MOST = 60;

    /// Of points that have no class: those of the smaller classes together, those without a value.
    static final String OTHER = "#A8A8A8";

    /// Where nothing is told apart.
    static final String SINGLE = "#0072B2";

    /// Okabe and Ito, "Color Universal Design", 2008, in an order that keeps the faint yellow and the black for the end.
    private static final List<String> OKABE_ITO =
            List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442", "#202020");

    /// The first seven of Okabe and Ito, then one at a time the color that is farthest (in OKLab, as seen by normal, protanope and
    /// deuteranope eyes after Machado, Oliveira, Fernandes 2009, whichever is least) from all before, from white and from [#OTHER].
    /// From the twenty-first on, the distances that the latter see count double: no sixty colors are far apart for all eyes.
    private static final List<String> MANY = List.of(
            "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442",
            "#1E3C78", "#783C00", "#A5E1B4", "#5A87F0", "#1E6969", "#2DE1FF", "#5A2D3C",
            "#2D4BA5", "#FFB469", "#A54B2D", "#008778", "#D2A578", "#202020",
            "#960FF0", "#E10FC3", "#964B96", "#5AFF87", "#1E0F5A", "#5A0FD2", "#FF78E1", "#FF3C5A",
            "#B40F5A", "#0F0FB4", "#D25AFF", "#0F3C0F", "#87874B", "#9669D2", "#4BC32D", "#877896",
            "#4B0F96", "#690F69", "#3CD2A5", "#FFA5C3", "#A5D20F", "#5A4B78", "#4B690F", "#0FA5B4",
            "#D20F0F", "#4B4B3C", "#0FFFD2", "#871E96", "#3C0F3C", "#C3871E", "#D296FF", "#E13C96",
            "#780F0F", "#3CE169", "#A5C3E1", "#78A587", "#2D2D4B", "#B43CE1", "#871E5A", "#FF875A");

    /// The like for dark paper, where those of [#MANY] that are dark would be hard to see.
    static final List<String> ON_DARK = List.of(
            "#117BB7", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442", "#960FFF",
            "#FFE1FF", "#B40F69", "#0FE196", "#E10FC3", "#9678FF", "#875A0F", "#FF2D69", "#A5E1D2",
            "#FFFFC3", "#965A96", "#FF78E1", "#C3C3FF", "#961EB4", "#96FF96", "#87B469", "#D20F1E",
            "#87874B", "#FFB487", "#A5D23C", "#B44BE1", "#4BC31E", "#FF1EFF", "#A54B4B", "#F0A5C3",
            "#5A8787", "#0FA5B4", "#2DFFF0", "#C3872D", "#FF7896", "#FF875A", "#5A3CE1", "#D296FF",
            "#D269E1", "#0FD2C3", "#2DFF69", "#695AA5", "#E1D2B4", "#FFFF0F", "#B496D2", "#C3C369",
            "#F0FFFF", "#8778A5", "#0F7887", "#6969D2", "#0F784B", "#69A587", "#5AA53C", "#C3F0B4",
            "#6987D2", "#D22D69", "#96C3A5", "#B47869");

    /// Viridis (Smith and van der Walt, 2015) at even steps, without its palest end, which white paper swallows.
    static final List<String> RAMP = List.of(
            "#440154", "#482475", "#414487", "#355F8D", "#2A788E", "#21918C", "#22A884", "#44BF70", "#7AD151", "#BDDF26");

    private Palette() {}

    /// Colors for a number of classes.
    static List<String> of(int classes) {
        if (classes > MOST) {
            throw new IllegalArgumentException("there are " + MOST + " colors, not " + classes);
        }
        return (classes <= OKABE_ITO.size() ? OKABE_ITO : MANY).subList(0, classes);
    }

    /// Color on the ramp.
    ///
    /// @param share 0 to 1
    static Color ramp(double share) {
        double at = Math.clamp(share, 0, 1) * (RAMP.size() - 1);
        int k = (int) Math.min(at, RAMP.size() - 2);
        Color a = Color.decode(RAMP.get(k));
        Color b = Color.decode(RAMP.get(k + 1));
        double t = at - k;
        return new Color(mixed(a.getRed(), b.getRed(), t), mixed(a.getGreen(), b.getGreen(), t), mixed(a.getBlue(), b.getBlue(), t));
    }

    private static int mixed(int a, int b, double t) {
        return (int) Math.round(a + (b - a) * t);
    }
}
