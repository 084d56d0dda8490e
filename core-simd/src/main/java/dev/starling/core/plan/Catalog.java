package dev.starling.core.plan;

import dev.starling.api.Cost;
import dev.starling.api.DistanceCost;
import dev.starling.api.Extension;
import dev.starling.api.Kernel;
import dev.starling.api.Method;
import dev.starling.api.Metric;
import dev.starling.api.Optimizer;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.Reader;
import dev.starling.api.Transform;
import org.apiguardian.api.API;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/// The extensions there are, found by name.
@API(status = API.Status.STABLE, since = "1.0")
public interface Catalog {
    /// All extensions of a kind, sorted by name.
    <E extends Extension> List<E> all(Class<E> kind);

    /// How a user calls the extensions of a kind. To know their names, none of them need be made.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    default List<String> names(Class<? extends Extension> kind) {
        return all(kind).stream().map(Extension::name).toList();
    }

    /// The extension of a kind that a user calls `name`.
    ///
    /// @throws RuntimeException that says which there are, if there is none
    <E extends Extension> E find(Class<E> kind, String name);

    /// The extensions on the class path or module path of a program that uses Starling as a library.
    static Catalog installed() {
        return new Installed();
    }

    /// The same with more extensions, which come before those of the same name.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    default Catalog with(Extension... more) {
        return new Extended(this, List.of(more));
    }

    /// A catalog and some extensions before it.
    record Extended(Catalog others, List<Extension> more) implements Catalog {
        public Extended {
            more = List.copyOf(more);
        }

        @Override
        public <E extends Extension> List<E> all(Class<E> kind) {
            List<E> own = more.stream().filter(kind::isInstance).map(kind::cast).toList();
            Stream<E> rest = others.all(kind).stream().filter(e -> own.stream().noneMatch(o -> o.name().equals(e.name())));
            return Stream.concat(own.stream(), rest).sorted((a, b) -> a.name().compareTo(b.name())).toList();
        }

        @Override
        @API(status = API.Status.EXPERIMENTAL, since = "1.0")
        public List<String> names(Class<? extends Extension> kind) {
            Stream<String> own = more.stream().filter(kind::isInstance).map(Extension::name);
            return Stream.concat(own, others.names(kind).stream()).distinct().sorted().toList();
        }

        @Override
        public <E extends Extension> E find(Class<E> kind, String name) {
            Optional<Extension> own = more.stream().filter(e -> kind.isInstance(e) && e.name().equals(name)).findFirst();
            return own.isPresent() ? kind.cast(own.get()) : others.find(kind, name);
        }
    }

    /// Extensions found by `ServiceLoader`.
    final class Installed implements Catalog {
        private static final List<Class<? extends Extension>> KINDS = List.of(
                Kernel.class, ProbabilityCost.class, DistanceCost.class, Transform.class, Metric.class, Optimizer.class, Method.class,
                Reader.class);

        private Installed() {}

        @Override
        public <E extends Extension> List<E> all(Class<E> kind) {
            return load(kind).sorted((a, b) -> a.name().compareTo(b.name())).toList();
        }

        private static <E extends Extension> Stream<E> load(Class<E> kind) {
            if (kind == Cost.class) {
                return Stream.concat(load(ProbabilityCost.class), load(DistanceCost.class)).map(kind::cast);
            }
            return services(kind).stream().map(ServiceLoader.Provider::get);
        }

        /// One branch a kind: a module must name the services that it uses.
        private static <E extends Extension> ServiceLoader<E> services(Class<E> kind) {
            if (!KINDS.contains(kind)) {
                throw new IllegalArgumentException(kind + " is no kind of extension");
            }
            return ServiceLoader.load(kind);
        }

        @Override
        public <E extends Extension> E find(Class<E> kind, String name) {
            List<E> all = all(kind);
            return all.stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow(() ->
                    new IllegalArgumentException("there is no " + kind.getSimpleName().toLowerCase(Locale.ROOT) + " '" + name + "'"
                            + (all.isEmpty()
                                    ? ", nor any other on the path of this program: add starling-kernels, starling-costs, starling-stress and "
                                            + "starling-optimizers, which have the parts, and the methods beside their costs"
                                    : "; there are " + String.join(", ", all.stream().map(Extension::name).toList()))));
        }
    }
}
