package dev.starling.core;

import dev.starling.core.base.Counted;
import dev.starling.core.plan.Composition;
import org.apiguardian.api.API;

import java.util.Locale;

/// Why a run ended, and whether its map is worth anything.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public sealed interface Ending {
    /// In words, without a full stop.
    String inWords();

    /// Whether the map must not be taken for a result.
    default boolean failed() {
        return false;
    }

    /// The optimizer has nothing more to do.
    ///
    /// @param reason as it says
    record Converged(String reason) implements Ending {
        @Override
        public String inWords() {
            return reason;
        }
    }

    /// All iterations are used up.
    record AllDone(int iterations) implements Ending {
        @Override
        public String inWords() {
            return iterations == 1 ? "the only iteration done" : "all " + iterations + " iterations done";
        }
    }

    /// The lowest cost lies behind; the map is that of the lowest.
    ///
    /// @param iterations iterations done
    /// @param kept       the iteration whose map is kept
    record Risen(int iterations, int kept) implements Ending {
        @Override
        public String inWords() {
            return Counted.of(iterations, "iteration") + " done, and the map of iteration " + kept + " kept, where the cost was lowest";
        }
    }

    /// The listener wanted no more: it interrupted the thread.
    record Interrupted() implements Ending {
        @Override
        public String inWords() {
            return "interrupted";
        }
    }

    /// The map is a point.
    ///
    /// @param share its spread as a share of that of the start
    record Collapsed(double share) implements Ending {
        @Override
        public String inWords() {
            return "the map has collapsed: its spread is " + share + " of that of the start";
        }

        @Override
        public boolean failed() {
            return true;
        }
    }

    /// Nothing that was reached is as good as the start; the map is the last.
    record AboveStart(double cost, double startCost) implements Ending {
        @Override
        public String inWords() {
            int digits = 6;
            while (digits < 16 && inDigits(cost, digits).equals(inDigits(startCost, digits))) {
                digits++;
            }
            return "the cost ends at " + inDigits(cost, digits) + ", above the " + inDigits(startCost, digits) + " of the start";
        }

        private static String inDigits(double number, int digits) {
            return String.format(Locale.ROOT, "%." + digits + "g", number);
        }

        @Override
        public boolean failed() {
            return true;
        }
    }

    /// The run began where points are too far apart to pull at each other; the cost has not fallen.
    ///
    /// @param spread of the start
    record OutOfReach(double spread) implements Ending {
        /// Kernels that have a width see nothing beyond.
        private static final double FARTHEST = 1e8;

        /// Whether a start of such a spread is far from any minimum, though its gradient need not be 0.
        static boolean isPossible(Composition composition, double spread) {
            return composition instanceof Composition.OfProbabilities parts && parts.degree().isEmpty() && spread > FARTHEST;
        }

        @Override
        public String inWords() {
            return String.format(Locale.ROOT, "the points of the start lie so far apart, with a spread of %.2g, that nothing pulls at them: scale the start down", spread);
        }

        @Override
        public boolean failed() {
            return true;
        }
    }

    /// The gradient is 0 where the run began, which is no minimum: nothing pulls, as under a kernel that does not fall. The map is the start.
    record Unmoved(double cost) implements Ending {
        @Override
        public String inWords() {
            return String.format(Locale.ROOT, "the gradient is 0 at the start already, at a cost of %.6g: the map is the start", cost);
        }

        @Override
        public boolean failed() {
            return true;
        }
    }
}
