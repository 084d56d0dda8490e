package dev.starling.app.plugins.guard;

import dev.starling.api.Arguments;
import dev.starling.api.DistanceCost;
import dev.starling.api.Extension;
import dev.starling.api.Kernel;
import dev.starling.api.Method;
import dev.starling.api.Metric;
import dev.starling.api.Objective;
import dev.starling.api.Optimizer;
import dev.starling.api.Parameter;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.Reader;
import dev.starling.api.Recipe;
import dev.starling.api.Transform;
import dev.starling.api.expr.Expr;
import dev.starling.api.table.DataFile;
import dev.starling.api.table.Table;
import dev.starling.app.fault.Words;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// An extension with a [Guard] before each of its methods, one class for each kind. Name, summary and parameters were asked once.
public abstract class Guarded implements Extension {
    private final String name;
    private final String summary;
    private final List<Parameter> parameters;
    final Guard guard;

    private Guarded(Extension own, String name, Guard guard) {
        this.name = name;
        this.guard = guard;
        this.summary = Words.oneLine(guard.ask("summary()", own::summary));
        this.parameters = guard.ask("parameters()", own::parameters).stream()
                .map(parameter -> parameter.meaning(Words.oneLine(parameter.meaning())))
                .toList();
    }

    /// @param name    what it is called here, which is not its own name where two plug-ins have the same
    /// @param reached takes the last finite position of an optimizer after every step
    public static Extension of(Extension own, String name, Guard guard, Consumer<Reached> reached) {
        return switch (own) {
            case Kernel kernel -> new OfKernel(kernel, name, guard);
            case ProbabilityCost cost -> new OfProbabilityCost(cost, name, guard);
            case DistanceCost cost -> new OfDistanceCost(cost, name, guard);
            case Transform transform -> new OfTransform(transform, name, guard);
            case Metric metric -> new OfMetric(metric, name, guard);
            case Optimizer optimizer -> new OfOptimizer(optimizer, name, guard, reached);
            case Method method -> new OfMethod(method, name, guard);
            case Reader reader -> new OfReader(reader, name, guard);
            default -> throw new IllegalArgumentException(own + " is no kind of extension");
        };
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String summary() {
        return summary;
    }

    @Override
    public final List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public final String toString() {
        return name;
    }

    static final class OfKernel extends Guarded implements Kernel {
        private final Kernel own;

        OfKernel(Kernel own, String name, Guard guard) {
            super(own, name, guard);
            this.own = own;
        }

        @Override
        public Expr weight(Expr f, Arguments given) {
            return guard.askGiven("weight()", () -> own.weight(f, given));
        }

        @Override
        public boolean hasPrecision() {
            return guard.ask("hasPrecision()", own::hasPrecision);
        }
    }

    static final class OfProbabilityCost extends Guarded implements ProbabilityCost {
        private final ProbabilityCost own;

        OfProbabilityCost(ProbabilityCost own, String name, Guard guard) {
            super(own, name, guard);
            this.own = own;
        }

        @Override
        public Expr cost(Expr p, Expr q, Arguments given) {
            return guard.askGiven("cost()", () -> own.cost(p, q, given));
        }

        @Override
        public Optional<Expr> derivativeByLogQ(Expr p, Expr q, Arguments given) {
            return guard.askGiven("derivativeByLogQ()", () -> own.derivativeByLogQ(p, q, given));
        }
    }

    static final class OfDistanceCost extends Guarded implements DistanceCost {
        private final DistanceCost own;

        OfDistanceCost(DistanceCost own, String name, Guard guard) {
            super(own, name, guard);
            this.own = own;
        }

        @Override
        public Expr cost(Expr r, Expr d, Arguments given) {
            return guard.askGiven("cost()", () -> own.cost(r, d, given));
        }

        @Override
        public boolean undefinedAtZeroDistance() {
            return guard.ask("undefinedAtZeroDistance()", own::undefinedAtZeroDistance);
        }

        @Override
        public boolean relativeToDistances() {
            return guard.ask("relativeToDistances()", own::relativeToDistances);
        }
    }

    static final class OfTransform extends Guarded implements Transform {
        private final Transform own;

        OfTransform(Transform own, String name, Guard guard) {
            super(own, name, guard);
            this.own = own;
        }

        @Override
        public Expr transform(Expr d, Arguments given) {
            return guard.askGiven("transform()", () -> own.transform(d, given));
        }
    }

    static final class OfMetric extends Guarded implements Metric {
        private final Metric own;

        OfMetric(Metric own, String name, Guard guard) {
            super(own, name, guard);
            this.own = own;
        }

        @Override
        public boolean refusesNegative() {
            return guard.askGiven("refusesNegative()", own::refusesNegative);
        }

        @Override
        public boolean isCentered() {
            return guard.askGiven("isCentered()", own::isCentered);
        }

        @Override
        public List<Expr> ofRow(Expr x, Arguments given) {
            return List.copyOf(guard.askGiven("ofRow()", () -> own.ofRow(x, given)));
        }

        @Override
        public Expr value(Expr x, List<Expr> ofRow, Arguments given) {
            return guard.askGiven("value()", () -> own.value(x, ofRow, given));
        }

        @Override
        public List<Expr> sums(Expr x, Expr y, Arguments given) {
            return List.copyOf(guard.askGiven("sums()", () -> own.sums(x, y, given)));
        }

        @Override
        public List<Expr> largest(Expr x, Expr y, Arguments given) {
            return List.copyOf(guard.askGiven("largest()", () -> own.largest(x, y, given)));
        }

        @Override
        public Expr distance(List<Expr> sums, List<Expr> largest, Arguments given) {
            return guard.askGiven("distance()", () -> own.distance(sums, largest, given));
        }
    }

    static final class OfMethod extends Guarded implements Method {
        private final Method own;

        OfMethod(Method own, String name, Guard guard) {
            super(own, name, guard);
            this.own = own;
        }

        @Override
        public String paper() {
            return Words.oneLine(guard.ask("paper()", own::paper));
        }

        @Override
        public Recipe recipe() {
            return guard.ask("recipe()", own::recipe);
        }
    }

    static final class OfReader extends Guarded implements Reader {
        private final Reader own;

        OfReader(Reader own, String name, Guard guard) {
            super(own, name, guard);
            this.own = own;
        }

        @Override
        public boolean recognizes(String fileName, byte[] first) {
            return guard.ask("recognizes()", () -> own.recognizes(fileName, first.clone()));
        }

        @Override
        public List<Path> beside(Path file) {
            return guard.ask("beside()", () -> List.copyOf(own.beside(file)));
        }

        /// What is wrong with the file is the file's, and not the plug-in's.
        @Override
        public Table read(DataFile file) throws IOException {
            AtomicReference<@Nullable IOException> wrong = new AtomicReference<>();
            Optional<Table> table = guard.ask("read()", () -> {
                try {
                    return Optional.ofNullable(own.read(file));
                } catch (IOException e) {
                    wrong.set(e);
                    return Optional.empty();
                } catch (UncheckedIOException e) {
                    wrong.set(e.getCause());
                    return Optional.empty();
                }
            });
            IOException found = wrong.get();
            if (found != null) {
                throw found;
            }
            return table.orElseThrow(() -> guard.fault("read()", "returned null"));
        }
    }

    static final class OfOptimizer extends Guarded implements Optimizer {
        private final Optimizer own;
        private final Consumer<Reached> reached;

        OfOptimizer(Optimizer own, String name, Guard guard, Consumer<Reached> reached) {
            super(own, name, guard);
            this.own = own;
            this.reached = reached;
        }

        @Override
        public Run start(Objective objective, double[] y, Arguments given) {
            GuardedObjective seen = new GuardedObjective(objective, y.length, guard);
            reached.accept(new Reached(y, 0));
            return new GuardedRun(guard.askGiven("start()", () -> own.start(seen, y.clone(), given)), y.length, seen, guard, reached);
        }

        @Override
        public int arrays(Arguments given) {
            return Math.max(0, guard.askGiven("arrays()", () -> own.arrays(given)));
        }
    }
}
