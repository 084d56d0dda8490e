package dev.starling.app.command;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.Arrays;
import java.util.stream.Stream;

import static dev.starling.app.fault.Exit.USAGE;
import static org.assertj.core.api.Assertions.assertThat;

/// What was learned is said and written, whatever it is a parameter of.
class LearnedParameterTest {
    @RegisterExtension
    final Terminal starling = new Terminal();

    @BeforeEach
    void layOut() {
        starling.with("data.csv", "a,b\n0,0\n1,0\n0,2\n3,1\n9,9\n9,8\n7,9\n8,6\n");
    }

    private Terminal.Outcome embed(String... words) {
        Stream<String> all = Stream.of("embed", "data.csv", "--iterations", "40", "--out", starling.folder() + "/map");
        return starling.run(Stream.concat(all, Arrays.stream(words)).toArray(String[]::new)).done();
    }

    @Test
    void aLetterOfAFormulaIsLearnedSaidAndWritten() {
        assertThat(embed("--kernel", "1/(1+a*f)", "--learn", "kernel.a").messages())
                .contains("kernel.a learned from iteration 10 on, when exaggeration has ended")
                .containsPattern("learned +kernel\\.a = [0-9.e+-]+, from 1\\.000 at the start");
        assertThat(starling.read("map/run.json").replaceAll("\\s", "")).containsPattern("\"learned\":\\{\"kernel\\.a\":\\[[0-9.E+-]+\\]\\}");
    }

    @Test
    void oneForEachPointIsSaidByItsRange() {
        assertThat(embed("--kernel", "heavy-tailed", "--learn", "kernel.alpha=each").messages())
                .containsPattern("learned +kernel\\.alpha between [0-9.e+-]+ and [0-9.e+-]+, half of them below ");
        String report = starling.read("map/run.json").replaceAll("\\s", "");
        assertThat(report.replaceAll(".*\"learned\":\\{\"kernel\\.alpha\":\\[([^\\]]*)\\].*", "$1").split(",", -1)).hasSize(8);
    }

    @Test
    void whatIsANumberToItsWriterIsNoParameter() {
        starling.refuses(USAGE, "embed", "data.csv", "--kernel", "e^(-f)")
                .contains("'e' in 'e^(-f)' would be a parameter, with the default 1: e^x is written exp(x)");
        starling.refuses(USAGE, "embed", "data.csv", "--kernel", "1/(1+pi*f)").contains("'pi'", "write 3.14159");
    }

    @Test
    void aVariableOfAnotherFormulaIsNoParameter() {
        starling.refuses(USAGE, "embed", "data.csv", "--cost", "p*q*f").contains("'f' in 'p*q*f' is a variable of other formulas: a cost of affinities is a formula of p and q");
        starling.refuses(USAGE, "embed", "data.csv", "--cost", "p*log(p/d)").contains("'p'", "a cost of distances is a formula of r and d");
        starling.refuses(USAGE, "embed", "data.csv", "--kernel", "1/(1+f*d)").contains("'d'", "a kernel is a formula of f");
        starling.refuses(USAGE, "embed", "data.csv", "--transform", "d*f").contains("'f'", "a transform is a formula of d");
        starling.refuses(USAGE, "embed", "data.csv", "--metric", "sum(abs(x-y)*d)").contains("'d'", "a metric is a formula of x and y");
        starling.refuses(USAGE, "evaluate", "data.csv", "--at", "data.csv", "--kernel", "1/(1+f*x)").contains("'x'", "a kernel is a formula of f");
    }

    @Test
    void aNameThatNobodySetIsSaid() {
        String advice = "kernel.alpah = 1: a name in a formula is a parameter, and 1 unless you say --set kernel.alpah=NUMBER";
        assertThat(embed("--kernel", "1/(1+f)^alpah").messages()).containsPattern("settings +" + advice.replace(".", "[.]"));
        assertThat(embed("--kernel", "1/(1+f)^a", "--set", "kernel.a=2", "--force").messages()).doesNotContain("kernel.a = ");
        assertThat(embed("--kernel", "1/(1+a*f)", "--learn", "kernel.a", "--force").messages()).doesNotContain("kernel.a = 1:");
        assertThat(embed("--metric", "sum(abs(x-y)^p)", "--init", "random", "--force").messages()).contains("metric.p = 1: a name");
        assertThat(embed("--cost", "c*(r-d)^2", "--force").messages()).contains("cost.c = 1: a name");
        starling.with("at.csv", "y1,y2\n0,0\n1,0\n0,2\n3,1\n9,9\n9,8\n7,9\n8,6\n");
        assertThat(starling.run("evaluate", "data.csv", "--at", "at.csv", "--kernel", "1/(1+f)^alpah").done().messages()).contains(advice);
    }
}
