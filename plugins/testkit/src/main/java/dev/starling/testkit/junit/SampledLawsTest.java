package dev.starling.testkit.junit;

import dev.starling.api.Extension;
import dev.starling.api.Parameter;
import dev.starling.testkit.Laws;
import dev.starling.testkit.Sample;
import dev.starling.testkit.Samples;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apiguardian.api.API;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Every law of an extension, also for parameters and positions drawn anew at each run.
@API(status = API.Status.STABLE, since = "1.0")
public interface SampledLawsTest extends LawsTest {

    @Property(seed = "1", tries = 50)
    default void everyLawHoldsEverywhere(@ForAll("samples") Sample sample) {
        laws().hold(sample);
    }

    /// Values from the whole range of each parameter, special cases among them, and places.
    @Provide
    default Arbitrary<Sample> samples() {
        Laws laws = laws();
        Arbitrary<SortedMap<String, Double>> values = Arbitraries.just(new TreeMap<>());
        for (Parameter parameter : Samples.parametersOf(laws.extension())) {
            values = Combinators.combine(values, values(laws.extension(), parameter)).as((map, value) -> {
                SortedMap<String, Double> more = new TreeMap<>(map);
                more.put(parameter.name(), value);
                return more;
            });
        }
        var places = Arbitraries.doubles().between(0, 1).list().ofSize(Sample.PLACES);
        return Combinators.combine(values, places).as(Sample::new);
    }

    private static Arbitrary<Double> values(Extension part, Parameter parameter) {
        Arbitrary<Double> anywhere = Arbitraries.doubles().between(0, 1).map(place -> Samples.within(parameter, place));
        List<Double> marks = Samples.marks(part, parameter);
        return marks.isEmpty()
                ? anywhere
                : Arbitraries.frequencyOf(Tuple.of(3, anywhere), Tuple.of(1, Arbitraries.of(marks)));
    }
}
