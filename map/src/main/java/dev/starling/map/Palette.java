package dev.starling.map;

import java.awt.Color;
import java.util.List;

/// Colours that eyes with any of the common colour blindnesses tell apart.
final class Palette {
    /// Most classes that have a colour of their own; of more, the smaller ones share one.
    static final int MOST = 20;

    /// Of points that have no class: those of the smaller classes together, those without a value.
    static final String OTHER = "#A8A8A8";

    /// Where nothing is told apart.
    static final String SINGLE = "#0072B2";

    /// Okabe and Ito, "Color Universal Design", 2008, in an order that keeps the faint yellow and the black for the end.
    private static final List<String> OKABE_ITO =
            List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442", "#202020");

    /// The first seven of Okabe and Ito, then one at a time the colour that is farthest (in OKLab, as seen by normal, protanope and
    /// deuteranope eyes after Machado, Oliveira, Fernandes 2009, whichever is least) from all before, from white and from [#OTHER].
    private static final List<String> TWENTY = List.of(
            "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442",
            "#1E3C78", "#783C00", "#A5E1B4", "#5A87F0", "#1E6969", "#2DE1FF", "#5A2D3C",
            "#2D4BA5", "#FFB469", "#A54B2D", "#008778", "#D2A578", "#202020");

    /// Viridis (Smith and van der Walt, 2015) at even steps, without its palest end, which white paper swallows.
    static final List<String> RAMP = List.of(
            "#440154", "#482475", "#414487", "#355F8D", "#2A788E", "#21918C", "#22A884", "#44BF70", "#7AD151", "#BDDF26");

    private Palette() {}

    /// Colours for a number of classes.
    static List<String> of(int classes) {
        if (classes > MOST) {
            throw new IllegalArgumentException("there are " + MOST + " colours, not " + classes);
        }
        return (classes <= OKABE_ITO.size() ? OKABE_ITO : TWENTY).subList(0, classes);
    }

    /// Colour on the ramp.
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
