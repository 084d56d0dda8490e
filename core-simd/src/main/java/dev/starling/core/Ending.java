package dev.starling.core;

import dev.starling.core.base.Counted;
import dev.starling.core.gradient.EmbeddingObjective;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.Plan;
import org.apiguardian.api.API;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

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

    /// The optimizer has nothing more to do where the cost could still fall: its steps are short because something holds them, and not because it is near
    /// a minimum.
    ///
    /// @param reason   as the optimizer says
    /// @param promised what the gradient would take off the cost if followed as far as the map is wide, as a share of the cost
    record Stalled(String reason, double promised) implements Ending {
        /// Near a minimum the promise is as the root of what is left to gain: a ten-thousandth, and a hundredth where near points leave few digits.
        private static final double MOST = 0.3;

        /// A cost below this share of the usual one is that of distances which are met; it may come down to 0.
        private static final double MET = 1e-6;

        /// Parameters of optimizers that end a run the sooner the larger they are. Made larger, the end is what was asked for.
        private static final Set<String> LOOSE_ABOVE = Set.of("min-gradient-norm", "min-cost-change", "min-step");

        /// An end of a plan by a reason, if it is none.
        ///
        /// @param gain      gradient norm times the width of the map, in the unit of the cost
        /// @param usualCost see [EmbeddingObjective#usualCost]; only of distances it is known how far a gradient reaches
        static Optional<Ending> of(Plan plan, String reason, double gain, double cost, OptionalDouble usualCost) {
            double promised = usualCost.isEmpty() ? 0 : gain / Math.max(Math.abs(cost), MET * usualCost.getAsDouble());
            boolean asked = plan.optimizer().parameters().stream()
                    .anyMatch(parameter -> LOOSE_ABOVE.contains(parameter.name()) && plan.optimizerArguments().value(parameter) > parameter.fallback());
            return promised > MOST && !asked ? Optional.of(new Stalled(reason, promised)) : Optional.empty();
        }

        @Override
        public String inWords() {
            return String.format(
                    Locale.ROOT, "%s, which is no minimum: the gradient promises %.2g times the cost over the width of the map; try another optimizer or start", reason, promised);
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
