package dev.starling.app.formulas;

import dev.starling.api.Affinity;
import dev.starling.api.Arguments;
import dev.starling.api.DistanceCost;
import dev.starling.api.Extension;
import dev.starling.api.Kernel;
import dev.starling.api.Method;
import dev.starling.api.Metric;
import dev.starling.api.Normalization;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.Recipe;
import dev.starling.api.Transform;
import dev.starling.api.expr.Expr;
import dev.starling.core.plan.Catalog;
import dev.starling.plugins.costs.KullbackLeibler;
import dev.starling.plugins.kernels.HeavyTailed;
import dev.starling.testkit.Laws;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

class FormulaFileTest {
    private static final String FENCE = "```toml\n";
    private static final String HEAD = "id = \"x\"\nversion = \"1.0.0\"\nrequires = \">=1.0 & <2.0\"\n";
    private static final String KERNEL = "[[kernel]]\nname = \"ker\"\nsummary = \"s\"\n";

    /// The listing of the page, which is all that an author has to go by.
    private static final String SAMPLE = listing(Path.of("../docs/plugins/formula-file.md"));

    private static String listing(Path page) {
        try {
            String text = Files.readString(page);
            int start = text.indexOf(FENCE) + FENCE.length();
            assertThat(text.indexOf(FENCE, start)).as("a second listing").isNegative();
            return text.substring(start, text.indexOf("```", start));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FormulaFile sample() {
        return parse(SAMPLE);
    }

    private static <E extends Extension> E part(Class<E> kind, String name) {
        return sample().extensions().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aMetricIsItsFormula() {
        Metric metric = part(Metric.class, "soft-manhattan");
        assertThat(metric.sums(Expr.leaf("x"), Expr.leaf("y"), Arguments.defaults(List.of()))).singleElement()
                .satisfies(term -> assertThat(term.evaluate(Map.of("x", 3.0, "y", 1.0))).isEqualTo(4.0 / 3));
        assertThatThrownBy(() -> parse(SAMPLE.replace("sum((x-y)^2/(1 + abs(x-y)))", "sum(x-y)")))
                .hasMessageContaining("metric[1].distance").hasMessageContaining("not the same from either side");
        assertThatThrownBy(() -> parse(SAMPLE.replace("sum((x-y)^2/(1 + abs(x-y)))", "sum((x-y)^2")))
                .hasMessageContaining("metric[1].distance").hasMessageContaining("not closed");
    }

    private static FormulaFile parse(String text) {
        return FormulaFile.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static AbstractStringAssert<?> refusal(String text) {
        Throwable thrown = catchThrowable(() -> parse(text));
        assertThat(thrown).isExactlyInstanceOf(IllegalArgumentException.class);
        return assertThat(thrown.getMessage()).doesNotContain("\n");
    }

    @Test
    void aByteOrderMarkIsPassedOver() {
        assertThat(parse("\uFEFF" + SAMPLE).id()).isEqualTo(parse(SAMPLE).id());
        assertThatThrownBy(() -> parse("\uFEFF\uFEFF" + SAMPLE)).hasMessageContaining("it is not TOML");
    }

    @Test
    void theSampleIsWhatItSays() {
        FormulaFile file = sample();
        assertThat(file.id()).isEqualTo("sample");
        assertThat(file.version()).isEqualTo("1.0.0");
        assertThat(file.requires()).isEqualTo(">=1.0 & <2.0");
        assertThat(file.extensions()).extracting(Extension::name)
                .containsExactly("tail", "kl-again", "relative-stress", "three-halves", "soft-manhattan", "tail-embedding");
        Kernel tail = part(Kernel.class, "tail");
        assertThat(tail.hasPrecision()).isTrue();
        assertThat(tail.parameters()).singleElement().satisfies(alpha -> {
            assertThat(alpha.range()).isEqualTo("at least 0");
            assertThat(alpha.fallback()).isEqualTo(0.5);
            assertThat(alpha.meaning()).isEqualTo("heaviness of the tail");
        });
        assertThat(tail.summary()).contains("heavy-tailed", "NIPS 2009");
    }

    @Property(seed = "1")
    void aCopyOfAClassHasItsBits(@ForAll @DoubleRange(min = 0, max = 1e6) double f, @ForAll("alphas") double alpha,
            @ForAll @DoubleRange(min = 0.01, max = 1e3) double beta) {
        Expr own = weight(part(Kernel.class, "tail"), alpha);
        Expr theirs = weight(new HeavyTailed(), alpha);
        Map<String, Double> at = Map.of("f", f, "precision", beta);
        assertThat(Double.doubleToRawLongBits(own.evaluate(at))).isEqualTo(Double.doubleToRawLongBits(theirs.evaluate(at)));
        assertThat(Double.doubleToRawLongBits(own.derivative(Expr.leaf("f")).evaluate(at)))
                .isEqualTo(Double.doubleToRawLongBits(theirs.derivative(Expr.leaf("f")).evaluate(at)));
    }

    private static Expr weight(Kernel kernel, double alpha) {
        Arguments given = Arguments.of(kernel, Map.of("alpha", alpha)).with(Arguments.PRECISION, Expr.leaf("precision"));
        return kernel.weight(Expr.leaf("f"), given).simplify();
    }

    @Provide
    Arbitrary<Double> alphas() {
        return Arbitraries.oneOf(Arbitraries.of(0.0, 0.5, 1.0), Arbitraries.doubles().between(0.01, 10).filter(a -> !isSpelled(1 / a)));
    }

    /// Powers that the class spells out and the sample does not.
    private static boolean isSpelled(double power) {
        return power == 0.5 || power == 3 || power == 4;
    }

    @Test
    void aPartWaivesALawAndAMethodLearnsAParameter() {
        FormulaFile file = parse(HEAD + KERNEL + """
                weight = "2 - 1/(1 + alpha*f)"
                parameters.alpha = { default = 1, at-least = 0 }
                [[kernel.waiver]]
                law = "decreasing"
                when = "alpha > 0"
                reason = "it rises by design"
                [[method]]
                name = "learner"
                summary = "s"
                paper = "p"
                cost = "kullback-leibler"
                kernel = "ker"
                [method.learned]
                kernel.alpha = "each-point"
                """);
        assertThat(Laws.of(file.extensions().getFirst(), Catalog.installed()).verdict("decreasing").line())
                .isEqualTo("KernelLaws – decreasing: when alpha > 0, it rises by design");
        assertThat(((Method) file.extensions().getLast()).recipe().learned())
                .containsExactly(Map.entry("kernel.alpha", Recipe.Sharing.EACH_POINT));
        assertThat(catchThrowable(() -> parse(HEAD + KERNEL + "weight = \"exp(-f)\"\n[[kernel.waiver]]\nlaw = \"decreasing\"\n")))
                .hasMessageContaining("kernel[1].waiver[1].reason: it is missing");
        assertThat(catchThrowable(() -> parse(
                HEAD + KERNEL + "weight = \"exp(-f)\"\n[[kernel.waiver]]\nlaw = \"finite\"\nreason = \"r\"\nwhen = \"alpha\"\n")))
                .hasMessageContaining("kernel[1].waiver[1].when: it must be a comparison such as alpha > 1, but is 'alpha'");
    }

    @Test
    void aLearnedParameterStaysALeaf() {
        Kernel tail = part(Kernel.class, "tail");
        Arguments learned = Arguments.defaults(tail.parameters()).with("alpha", Expr.leaf("kernel.alpha"));
        assertThat(tail.weight(Expr.leaf("f"), learned).leaves()).containsExactly("f", "kernel.alpha");
    }

    @Test
    void costsAndTransforms() {
        Map<String, Double> at = Map.of("p", 0.3, "q", 0.2);
        ProbabilityCost cost = part(ProbabilityCost.class, "kl-again");
        Arguments none = Arguments.defaults(cost.parameters());
        assertThat(cost.cost(Expr.leaf("p"), Expr.leaf("q"), none).evaluate(at))
                .isEqualTo(new KullbackLeibler().cost(Expr.leaf("p"), Expr.leaf("q"), none).evaluate(at));
        // With the two exchanged: nothing of one is mistaken for the other.
        assertThat(cost.cost(Expr.leaf("q"), Expr.leaf("p"), none).evaluate(at)).isCloseTo(0.2 * Math.log(0.2 / 0.3), within(1e-15));
        DistanceCost stress = part(DistanceCost.class, "relative-stress");
        assertThat(stress.relativeToDistances()).isTrue();
        assertThat(stress.undefinedAtZeroDistance()).isTrue();
        assertThat(stress.cost(Expr.constant(2), Expr.constant(5), none).evaluate(Map.of())).isEqualTo(4.5);
        assertThat(part(Transform.class, "three-halves").transform(Expr.constant(4), none).evaluate(Map.of())).isEqualTo(8);
    }

    @Test
    void methods() {
        Method method = part(Method.class, "tail-embedding");
        assertThat(method.paper()).contains("NIPS 2009");
        assertThat(method.recipe().kernel()).isEqualTo("tail");
        assertThat(method.recipe().normalization()).isEqualTo(Normalization.PAIR);
        assertThat(method.recipe().affinity()).isEqualTo(Affinity.JOINT);
        assertThat(method.recipe().settings()).isEqualTo(Map.of("kernel.alpha", 0.25));
        assertThat(method.recipe().iterations()).isEqualTo(500);
        assertThat(method.recipe().exaggeration()).isEqualTo(4);
        assertThat(method.recipe().exaggerated()).isEqualTo(100);
        assertThat(method.recipe().spread()).isEqualTo(1e-4);
        FormulaFile distances = parse(HEAD + "[[method]]\nname = \"mine\"\nsummary = \"s\"\npaper = \"p\"\ncost = \"(r-d)^2\"\n");
        assertThat(((Method) distances.extensions().getFirst()).recipe().kernel()).isEmpty();
    }

    @Test
    void filesThatAreNoPlugins() {
        refusal("").isEqualTo("id, version, requires are missing; add them, each as key = \"...\"");
        refusal("ids = \"x\"\n[[kernel]]\nnam = \"k\"\n[[metric]]\n")
                .startsWith("id (there is 'ids'), version, requires, kernel[1].name (there is 'nam'), kernel[1].weight, metric[1].name, metric[1].distance are missing");
        refusal(HEAD).contains("offers nothing");
        refusal("id = \"x\"\nversion = \"1.0.0\"\n" + KERNEL + "weight = \"exp(-f)\"\n").contains("requires", "is missing");
        refusal(HEAD.replace("\"x\"", "\"X y\"")).contains("id:", "'X y'");
        refusal("id = \"x\"\nversion = \"one\"\nrequires = \"*\"\n").contains("version:", "'one'");
        refusal("id = \"x\"\nid = \"y\"\n").contains("not TOML");
        refusal("id = \n").startsWith("line 1, column ").contains("not TOML");
        refusal("#" + " ".repeat(1 << 16)).contains("65537 bytes", "65536");
        assertThat(catchThrowable(() -> FormulaFile.parse(new byte[] {(byte) 0xFF})).getMessage()).contains("UTF-8");
        refusal("id = " + "[".repeat(30_000)).contains("not TOML");
        refusal("id = " + "{a=".repeat(20_000)).contains("not TOML");
        refusal("a" + ".a".repeat(30_000) + " = 1");
    }

    @Test
    void keysThatAreNotThere() {
        refusal(HEAD + KERNEL + "wieght = \"exp(-f)\"\n").contains("kernel[1].weight", "missing", "'wieght'");
        refusal(HEAD + KERNEL + "weight = \"exp(-f)\"\ncolor = 1\n").contains("kernel[1].color", "no such key", "source");
        refusal(HEAD + "[kernel]\nname = \"ker\"\n").contains("kernel:", "[[kernel]]");
        refusal(HEAD + "[[kernels]]\nname = \"ker\"\n").contains("kernels:", "did you mean kernel?");
        refusal(HEAD + "[[kernel]]\nsummary = \"s\"\nweight = \"exp(-f)\"\n").contains("kernel[1].name", "missing");
        refusal(HEAD + "[[kernel]]\nname = \"k\"\nsummary = \"s\"\nweight = \"exp(-f)\"\n").contains("kernel[1].name", "'k'");
        refusal(HEAD + KERNEL + "weight = 3\n").contains("kernel[1].weight", "text in quotes", "3");
    }

    @Test
    void twoPartsOfOneName() {
        String kernel = KERNEL + "weight = \"exp(-f)\"\n";
        refusal(HEAD + kernel + kernel).contains("two kernels", "'ker'");
        assertThat(parse(HEAD + kernel + "[[transform]]\nname = \"ker\"\nsummary = \"s\"\ntransform = \"d\"\n").extensions()).hasSize(2);
    }

    @Test
    void formulasThatAreNone() {
        refusal(HEAD + KERNEL + "weight = \"exp(-f\"\n").contains("kernel[1].weight", "column 7", "\"exp(-f\"");
        refusal(HEAD + KERNEL + "weight = \"sin(f)\"\n").contains("unknown function 'sin'", "column 1");
        refusal(HEAD + KERNEL + "weight = \"pow(f)\"\n").contains("expected ','");
        refusal(HEAD + KERNEL + "weight = \"exp(-f, 2)\"\n").contains("expected ')'");
        refusal(HEAD + KERNEL + "weight = \"exp(-g)\"\n").contains("'g' is neither a variable nor a declared parameter", "f");
        refusal(HEAD + KERNEL + "weight = \"2\"\n").contains("does not depend on f");
        refusal(HEAD + KERNEL + "weight = \"f*0/0\"\n").contains("kernel[1].weight");
        refusal(HEAD + KERNEL + "weight = \"log(-f)\"\n").contains("NaN", "f=1.0");
        refusal(HEAD + KERNEL + "weight = \"" + "f+".repeat(300) + "f\"\n").contains("kernel[1].weight", "at most");
        refusal(HEAD + KERNEL + "weight = \"" + "(".repeat(200) + "f" + ")".repeat(200) + "\"\n").contains("100 deep");
        refusal(HEAD + KERNEL + "weight = \"" + "f^".repeat(490) + "f\"\n").contains("kernel[1].weight");
        refusal(HEAD + KERNEL + "weight = \"f" + " ".repeat(2000) + "\"\n").contains("1 to 1000 characters");
        refusal(HEAD + "[[cost]]\nname = \"mix\"\nsummary = \"s\"\ncost = \"p*d/q\"\n").contains("cost[1].cost", "mixes");
        refusal(HEAD + "[[cost]]\nname = \"non\"\nsummary = \"s\"\ncost = \"p\"\n").contains("cost[1].cost");
        refusal(HEAD + "[[method]]\nname = \"mine\"\nsummary = \"s\"\npaper = \"p\"\ncost = \"p*log(p/q\"\nkernel = \"1/(1+f)\"\n")
                .contains("method[1].cost", "column");
    }

    @Test
    void parametersAndCasesThatCannotBe() {
        String weight = KERNEL + "weight = \"exp(-a*f)\"\n";
        refusal(HEAD + weight + "[kernel.parameters.a]\nabove = 0\n").contains("kernel[1].parameters.a.default", "missing");
        refusal(HEAD + weight + "[kernel.parameters.a]\ndefault = 0\nabove = 0\n").contains("parameters.a.default", "above 0", "0.0");
        refusal(HEAD + weight + "[kernel.parameters.a]\ndefault = nan\n").contains("parameters.a.default", "finite");
        refusal(HEAD + weight + "[kernel.parameters.a]\ndefault = 1e999\n").contains("parameters.a.default", "finite", "1E+999");
        refusal(HEAD + weight + "[kernel.parameters.a]\ndefault = 1\nbellow = 2\n").contains("parameters.a.bellow", "did you mean below?");
        refusal(HEAD + weight + "[kernel.parameters.f]\ndefault = 1\n").contains("parameters.f", "name");
        refusal(HEAD + weight + "[kernel.parameters.a]\ndefault = 1\n[[kernel.case]]\nweight = \"f\"\n").contains("case[1].when", "which");
        refusal(HEAD + weight + "[kernel.parameters.a]\ndefault = 1\n[[kernel.case]]\nwhen = { b = 0 }\nweight = \"f\"\n")
                .contains("case[1].when.b");
        refusal(HEAD + weight + "[kernel.parameters.a]\ndefault = 1\nabove = 0\n[[kernel.case]]\nwhen = { a = 0 }\nweight = \"f\"\n")
                .contains("case[1].when.a", "above 0");
    }

    @Test
    void methodsThatCannotBe() {
        String method = "[[method]]\nname = \"mine\"\nsummary = \"s\"\npaper = \"p\"\n"
                + "cost = \"kullback-leibler\"\nkernel = \"student-t\"\n";
        refusal(HEAD + method + "normalization = \"pairs\"\n").contains("method[1].normalization", "'pairs'", "did you mean pair?");
        refusal(HEAD + method + "iterations = 0.5\n").contains("method[1].iterations", "whole number");
        refusal(HEAD + method + "exaggeration = 0\n").contains("method[1].exaggeration", "above 0");
        refusal(HEAD + method + "[method.settings]\nalpha = 1\n").contains("method[1].settings.alpha", "kernel.NAME");
        refusal(HEAD + method.replace("paper", "papr")).contains("method[1].papr");
    }

    @Test
    void aMethodNeedsNoPaper() {
        Method method = (Method) parse(HEAD + "[[method]]\nname = \"mine\"\nsummary = \"s\"\ncost = \"(r-d)^2\"\n").extensions().getFirst();
        assertThat(method.paper()).isEqualTo("no paper named");
    }

    @Property(seed = "1")
    void noFileDoesAnythingButBeWrong(@ForAll("damaged") String text) {
        Throwable thrown = catchThrowable(() -> parse(text));
        if (thrown != null) {
            assertThat(thrown).isExactlyInstanceOf(IllegalArgumentException.class);
            assertThat(thrown.getMessage()).isNotEmpty().doesNotContain("\n");
        }
    }

    /// The sample with a piece of it replaced by something else.
    @Provide
    Arbitrary<String> damaged() {
        Arbitrary<String> piece = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(8),
                Arbitraries.of(
                        "", "\"", "[", "]]", "{", "}", "=", "\n", ".", "1e999", "-", "^", "(", ")", ",", "1979-05-27", "true", "'''",
                        "\\u0000"));
        return Combinators.combine(Arbitraries.integers().between(0, SAMPLE.length() - 1), Arbitraries.integers().between(0, 40), piece)
                .as((from, length, other) ->
                        SAMPLE.substring(0, from) + other + SAMPLE.substring(Math.min(SAMPLE.length(), from + length)));
    }
}
