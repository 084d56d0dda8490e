package dev.starling.testkit;

import dev.starling.api.Arguments;
import dev.starling.api.Optimizer;
import dev.starling.api.Parameter;
import org.apiguardian.api.API;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What every optimizer promises, seen on convex bowls of several shapes, with and without learned parameters behind the coordinates.
///
/// | law | promise |
/// |---|---|
/// | `descent` | within 200 steps from anywhere the cost is a hundredth of what it was |
/// | `rest` | where the gradient is 0 it stays, and finds no NaN |
/// | `reports` | a step's cost is that of the position reached, its gradient norm a number |
/// | `inputs` | the array it starts at is not written to; what it hands out are copies |
/// | `same-bits-twice` | two runs take the same steps, bit for bit |
/// | `no-hidden-state` | two runs side by side are two runs one after the other |
/// | `resumable` | from its named state, a run goes on as if nothing had been, whatever the new run did before |
/// | `phases` | when the objective changes under way, as at the end of exaggeration, early or long after it came to rest, it stays where it is and descends anew |
/// | `long-runs` | a run of ten thousand steps is the same one, resumed after the first hundreds |
///
/// and those of every extension: `name`, `parameters`, `parameters-print-and-parse`, `stateless`.
///
/// A parameter `learning-rate` is set to 0.1, which suits the bowls; all others have their defaults.
@API(status = API.Status.STABLE, since = "1.0")
public final class OptimizerLaws {
    private static final int DESCENT_STEPS = 200;

    /// After so many the host tells of a change, unless it is asked otherwise.
    private static final int EXAGGERATED_STEPS = 250;
    private static final int STEPS = 12;

    /// As many as a long run has.
    private static final int MOST_STEPS = 10_000;

    /// Suits bowls whose curvature is at most 2.
    private static final double LEARNING_RATE = 0.1;

    private final Optimizer optimizer;

    private OptimizerLaws(Optimizer optimizer) {
        this.optimizer = optimizer;
    }

    /// The laws of an optimizer, with the waivers that stand beside its class.
    public static Laws of(Optimizer optimizer) {
        OptimizerLaws own = new OptimizerLaws(optimizer);
        List<Law> laws = new ArrayList<>(ExtensionLaws.of(optimizer));
        laws.add(Law.atSome("descent", sample -> own.descent(bowl(sample))));
        laws.add(Law.atSome("rest", sample -> own.rest(bowl(sample))));
        laws.add(Law.atSome("reports", sample -> own.reports(bowl(sample))));
        laws.add(Law.atSome("inputs", sample -> own.inputs(bowl(sample))));
        laws.add(Law.atSome("same-bits-twice", sample -> own.sameBitsTwice(bowl(sample))));
        laws.add(Law.atSome("no-hidden-state", sample -> own.noHiddenState(bowl(sample))));
        laws.add(Law.atSome("resumable", sample -> own.resumable(bowl(sample))));
        laws.add(Law.atSome("phases", own::phases));
        laws.add(Law.once("long-runs", own::longRuns));
        return new Laws("OptimizerLaws", "optimizer", optimizer, laws, Waivers.beside(optimizer));
    }

    private static Bowl bowl(Sample sample) {
        return bowl(sample, sample.seed());
    }

    /// 3 to 12 points in 1 to 5 dimensions, with 0 to 4 parameters behind them.
    private static Bowl bowl(Sample sample, long seed) {
        int n = 3 + (int) (9.99 * sample.place(0));
        int dimensions = 1 + (int) (4.99 * sample.place(1));
        int extra = (int) (4.99 * sample.place(2));
        return new Bowl(n, dimensions, extra, seed);
    }

    private Arguments arguments() {
        Map<String, Double> set = new LinkedHashMap<>();
        for (Parameter parameter : optimizer.parameters()) {
            if (parameter.name().equals(ExtensionLaws.LEARNING_RATE)) {
                set.put(parameter.name(), LEARNING_RATE);
            }
        }
        return Arguments.of(optimizer, set);
    }

    private Optimizer.Run start(Optimizer of, Bowl bowl, double[] y) {
        return of.start(bowl, y, arguments());
    }

    private void descent(Bowl bowl) {
        double[] y = bowl.start(false);
        double before = bowl.value(y);
        Optimizer.Run run = start(optimizer, bowl, y);
        Optimizer.Step step = run.step();
        for (int k = 1; k < DESCENT_STEPS && step.finished() == null; k++) {
            step = run.step();
        }
        double after = bowl.value(run.position());
        LawBroken.unless(
                after <= before / 100,
                "on a convex bowl the cost goes from " + Text.of(before) + " to " + Text.of(after) + " within " + DESCENT_STEPS + " steps"
                        + (step.finished() == null ? "" : ", and then it says '" + step.finished() + "'"));
    }

    private void rest(Bowl bowl) {
        double[] y = bowl.start(true);
        Optimizer.Run run = start(optimizer, bowl, y);
        for (int k = 0; k < STEPS; k++) {
            if (run.step().finished() != null) {
                break;
            }
        }
        double cost = bowl.value(run.position());
        LawBroken.unless(cost <= 1e-12, "begun at the least, where the gradient is 0, it ends where the cost is " + cost);
    }

    private void reports(Bowl bowl) {
        Optimizer.Run run = start(optimizer, bowl, bowl.start(false));
        for (int k = 1; k <= STEPS; k++) {
            Optimizer.Step step = run.step();
            LawBroken.unless(
                    Double.isFinite(step.gradientNorm()) && step.gradientNorm() >= 0,
                    "after " + k + " steps the gradient norm is " + step.gradientNorm());
            double cost = bowl.value(run.position());
            LawBroken.unless(
                    Double.isNaN(step.cost()) || Math.abs(step.cost() - cost) <= 1e-9 * Math.max(cost, 1e-9),
                    "after " + k + " steps it reports the cost " + step.cost() + ", but at its position it is " + cost);
            if (step.finished() != null) {
                return;
            }
        }
    }

    private void inputs(Bowl bowl) {
        double[] y = bowl.start(false);
        double[] given = y.clone();
        Optimizer.Run run = start(optimizer, bowl, y);
        LawBroken.unless(same(run.position(), given), "before its first step it is not where it was started");
        run.step();
        run.step();
        LawBroken.unless(same(y, given), "it writes to the array that it was started at; begin at a copy");

        double[] reached = run.position().clone();
        Arrays.fill(run.position(), 77);
        LawBroken.unless(same(run.position(), reached), "position() hands out its own array; it must be a copy");
        Map<String, double[]> state = copy(run.state());
        run.state().values().forEach(array -> Arrays.fill(array, 77));
        LawBroken.unless(sameState(run.state(), state), "state() hands out its own arrays; they must be copies");
        LawBroken.unless(
                state.values().stream().anyMatch(array -> same(array, reached)), "the coordinates are not among its state " + state.keySet());

        Map<String, double[]> handed = copy(state);
        run.restore(handed);
        run.step();
        LawBroken.unless(sameState(handed, state), "it goes on in the arrays that restore() was given; copy them");
        y[0] += 1;
        double[] before = run.position();
        LawBroken.unless(before.length == given.length, "position() has " + before.length + " numbers in the place of " + given.length);
    }

    private void sameBitsTwice(Bowl bowl) {
        double[] first = walk(start(optimizer, bowl, bowl.start(false)), STEPS);
        double[] second = walk(start(optimizer, bowl, bowl.start(false)), STEPS);
        double[] ofAnother = walk(start(ExtensionLaws.another(optimizer), bowl, bowl.start(false)), STEPS);
        LawBroken.unless(
                same(first, second), "two runs one after the other end at different places; what one run knows is left for the next");
        LawBroken.unless(same(first, ofAnother), "runs of two instances end at different places");
    }

    private void noHiddenState(Bowl bowl) {
        double[] elsewhere = Arrays.stream(bowl.start(false)).map(x -> 2 - x).toArray();
        double[] alone = walk(start(optimizer, bowl, bowl.start(false)), STEPS);
        Optimizer.Run one = start(optimizer, bowl, bowl.start(false));
        Optimizer.Run other = start(ExtensionLaws.another(optimizer), bowl, elsewhere);
        Optimizer.Run third = start(optimizer, bowl, elsewhere);
        for (int k = 0; k < STEPS; k++) {
            one.step();
            other.step();
            third.step();
        }
        LawBroken.unless(
                same(one.position(), alone),
                "beside other runs it ends at another place than alone; something is kept outside the run, in a field of the optimizer or"
                        + " a static one");
        LawBroken.unless(same(other.position(), third.position()), "runs of two instances, side by side, end at different places");
    }

    private void resumable(Bowl bowl) {
        for (int at : List.of(0, 1, 3, 7)) {
            Optimizer.Run run = start(optimizer, bowl, bowl.start(false));
            for (int k = 0; k < at; k++) {
                run.step();
            }
            Map<String, double[]> saved = copy(run.state());
            double[] next = walk(run, 1);
            double[] expected = walk(run, STEPS - 1);

            Optimizer.Run fresh = start(ExtensionLaws.another(optimizer), bowl, bowl.start(true));
            fresh.restore(copy(saved));
            LawBroken.unless(sameState(fresh.state(), saved), "restored after " + at + " steps, its state is not the one it was given");
            double[] first = walk(fresh, 1);
            LawBroken.unless(
                    same(first, next),
                    "the step after restoring its state of " + at + " steps is another one; state() does not name all that it depends on: "
                            + saved.keySet());
            LawBroken.unless(
                    same(walk(fresh, STEPS - 1), expected),
                    "a run restored from its state of " + at + " steps drifts off; state() does not name all that it depends on: "
                            + saved.keySet());

            Optimizer.Run used = start(optimizer, bowl, bowl.start(false));
            walk(used, 5);
            used.restore(copy(saved));
            LawBroken.unless(
                    same(walk(used, STEPS), expected),
                    "a run that has gone on for 5 steps and is restored to its state of " + at
                            + " steps takes another way; state() does not name all that it depends on: " + saved.keySet());
        }
    }

    /// The host goes on while attraction is exaggerated, even where a run says that it is finished; then it tells of the change.
    private void phases(Sample sample) {
        for (int before : List.of(0, 3, DESCENT_STEPS, EXAGGERATED_STEPS)) {
            TwoBowls objective = new TwoBowls(bowl(sample), bowl(sample, ~sample.seed()));
            double[] y = bowl(sample).start(false);
            Optimizer.Run run = optimizer.start(objective, y, arguments());
            walk(run, before);
            double[] reached = run.position();
            objective.change();
            run.objectiveChanged();
            LawBroken.unless(same(run.position(), reached), "objectiveChanged() moves the points; only step() does");
            double changed = objective.value(reached);
            Map<String, double[]> saved = copy(run.state());
            double[] next = walk(run, STEPS);
            Optimizer.Step step = run.step();
            for (int k = STEPS + 1; k < DESCENT_STEPS && step.finished() == null; k++) {
                step = run.step();
            }
            double after = objective.value(run.position());
            LawBroken.unless(
                    after <= changed / 100,
                    "when the objective changes after " + before + " steps, the cost goes from " + Text.of(changed) + " to " + Text.of(after)
                            + " within " + DESCENT_STEPS + " more");

            Optimizer.Run resumed = optimizer.start(objective, y, arguments());
            resumed.restore(saved);
            LawBroken.unless(
                    same(walk(resumed, STEPS), next),
                    "restored after the objective has changed, in step " + before + ", it takes another way; state() does not name all that"
                            + " it depends on: " + saved.keySet());
        }
    }

    /// On a bowl so flat that there is still way to go.
    private void longRuns() {
        Bowl flat = new Bowl(4, 2, 1, 1, 1e-5);
        double[] y = flat.start(false);
        Optimizer.Run run = start(optimizer, flat, y);
        walk(run, 200);
        Optimizer.Run resumed = start(ExtensionLaws.another(optimizer), flat, flat.start(true));
        resumed.restore(copy(run.state()));
        for (int k = 1; k <= MOST_STEPS; k++) {
            Optimizer.Step step = run.step();
            resumed.step();
            LawBroken.unless(
                    same(run.position(), resumed.position()),
                    "resumed from its state of 200 steps, it takes another way from step " + (200 + k)
                            + " on; state() does not name all that it depends on: " + run.state().keySet());
            if (step.finished() != null) {
                return;
            }
        }
    }

    /// Where a run is after some steps.
    private static double[] walk(Optimizer.Run run, int steps) {
        for (int k = 0; k < steps; k++) {
            run.step();
        }
        return run.position();
    }

    private static boolean same(double[] a, double[] b) {
        return Arrays.equals(a, b);
    }

    private static boolean sameState(Map<String, double[]> a, Map<String, double[]> b) {
        return a.keySet().equals(b.keySet()) && a.keySet().stream().allMatch(name -> Arrays.equals(a.get(name), b.get(name)));
    }

    private static Map<String, double[]> copy(Map<String, double[]> state) {
        Map<String, double[]> copy = new LinkedHashMap<>();
        state.forEach((name, array) -> copy.put(name, array.clone()));
        return copy;
    }
}
