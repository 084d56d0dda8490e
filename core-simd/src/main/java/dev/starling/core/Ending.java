package dev.starling.core;

import dev.starling.core.base.Counted;
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
