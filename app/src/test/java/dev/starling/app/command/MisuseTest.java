package dev.starling.app.command;

import dev.starling.app.command.options.Misuse;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import static dev.starling.app.fault.Exit.USAGE;
import static org.assertj.core.api.Assertions.assertThat;

/// Every mistake on a command line is told in one line: the option, the value seen, what is allowed; in words that are typed, none of Java's.
class MisuseTest {
    @RegisterExtension
    final Terminal starling = new Terminal();

    /// @param path the words of the command
    private record Choice(List<String> path, OptionSpec option) {
        @Override
        public String toString() {
            return String.join(" ", path) + " " + option.longestName();
        }
    }

    private static Stream<Choice> choices(CommandLine command, List<String> path) {
        Stream<Choice> below = command.getSubcommands().entrySet().stream().flatMap(sub -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(sub.getKey());
            return choices(sub.getValue(), longer);
        });
        return Stream.concat(command.getCommandSpec().options().stream().map(option -> new Choice(path, option)), below);
    }

    private static boolean isText(OptionSpec option) {
        return option.usageHelp() || option.versionHelp()
                || List.of(String.class, Path.class).contains(option.auxiliaryTypes()[0]) && !Map.class.isAssignableFrom(option.type());
    }

    @Provide
    static Arbitrary<Choice> choosing() {
        return Arbitraries.of(choices(Root.commandLine(), List.of()).filter(choice -> !isText(choice.option)).toList());
    }

    @Provide
    static Arbitrary<String> nonsense() {
        return Arbitraries.oneOf(
                Arbitraries.of("", " ", "abc", "1;5", "30%", "−3", "5\u00a0", "\u001b[2J", "a\nb", "1e", "none such", "DISTANCE_COSTS", "[x]", "٠", "１２", "५"),
                Arbitraries.strings().ofMaxLength(12).filter(text -> !text.matches("(?s)-.*|.*[0-9=,].*") && !isAWord(text)));
    }

    private static boolean isAWord(String text) {
        return choices(Root.commandLine(), List.of())
                .flatMap(choice -> Stream.ofNullable(choice.option.auxiliaryTypes()[0].getEnumConstants()).flatMap(Arrays::stream))
                .anyMatch(word -> word.toString().equalsIgnoreCase(text)) || text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
    }

    @Property(seed = "1", tries = 1000)
    void aWrongValueIsToldWithWhatIsAllowed(@ForAll("choosing") Choice choice, @ForAll("nonsense") String value) {
        Assume.that(!value.trim().isEmpty() || !List.of(boolean.class, Boolean.class).contains(choice.option.auxiliaryTypes()[0])); // A flag with nothing after = is not set.
        List<String> words = new ArrayList<>(choice.path);
        words.add(choice.option.longestName() + "=" + value);
        String told = told(words);
        assertThat(told).startsWith(choice.option.longestName() + " ").hasLineCount(1)
                .doesNotContainPattern("not an? |\\b(null|Invalid|Exception|enum)\\b").doesNotContain("java", "option option")
                .doesNotContainPattern("\\p{Cntrl}");
        if (choice.option.auxiliaryTypes()[0].isEnum()) {
            assertThat(told).contains(
                    Arrays.stream(choice.option.auxiliaryTypes()[0].getEnumConstants()).map(one -> one.toString().toLowerCase(Locale.ROOT)).toList());
        }
    }

    private static String told(List<String> words) {
        try {
            Root.commandLine().parseArgs(words.toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
            return Misuse.of(e, words);
        }
        throw new AssertionError("nobody minds " + words);
    }

    /// What may be said stands in the help, as it is typed.
    @Test
    void helpNamesEveryWord() {
        choices(Root.commandLine(), List.of()).filter(choice -> choice.option.auxiliaryTypes()[0].isEnum()).forEach(choice -> {
            CommandLine command = Root.commandLine();
            for (String word : choice.path) {
                command = Objects.requireNonNull(command.getSubcommands().get(word));
            }
            String help = command.getUsageMessage().replaceAll("\\s+", " ");
            String own = help.substring(help.indexOf(choice.option.longestName() + "=", help.indexOf("  ") < 0 ? 0 : 1));
            assertThat(own).as("%s", choice).contains(Arrays.stream(choice.option.auxiliaryTypes()[0].getEnumConstants())
                    .map(one -> one.toString().toLowerCase(Locale.ROOT)).toList());
            assertThat(own).as("%s", choice).doesNotContain("DISTANCE_COST", "PAIR");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            embed iris --seed                    | --seed needs a value: S
            embed iris --seed --threads 2        | --seed needs a value: S
            embed iris --seed 1 --seed 2         | --seed is given twice
            embed iris --seed 99999999999999999999 | --seed must be a whole number between -9223372036854775807 and 9223372036854775807, but was '99999999999999999999'
            embed iris --set foo                 | --set needs PART.PARAMETER=VALUE, but was 'foo'
            embed iris --perplexity 5,a          | --perplexity must be a number, but was 'a'
            embed iris --max-time soon           | --max-time must be a time such as 90s, 10m or 1h30m, but was 'soon'
            embed iris penguins                  | unknown argument 'penguins'.
            evaluate iris                        | --at FILE is missing
            explain                              | NAME is missing
            plugin new x --kind distancecost     | --kind must be kernel, cost, distance-cost
            iris                                 | is no command, but data. To make a map of it, say starling embed iris.
            iris --seed 1                        | is no command, but data. To make a map of it, say starling embed iris.
            ebmed iris                           | unknown command 'ebmed'; did you mean embed?
            embed iris --perplexty 5             | unknown option '--perplexty'; did you mean --perplexity?
            neighbors d.txt --distances --out n.npz | starling neighbors has no option '--distances'; affinities, embed, evaluate, score have one.
            help ebmed                           | there is no command 'ebmed'; did you mean embed?
            help embed iris                      | starling embed has no commands of its own, so 'iris' is one word too many
            embed iris --perplexity 149          | perplexity 149 is too large for 150 points: it must be below 149; 148 is the largest that works
            embed iris --dims 0                  | --dims must be between 1 and
            embed iris --threads -1              | --threads must be between 1 and
            neighbors iris --out n.npz --threads 0 | --threads must be between 1 and 1024, but was 0
            affinities iris --out p.npz --threads 99999999 | --threads must be between 1 and 1024, but was 99999999
            score iris --threads 1025 iris       | --threads must be between 1 and 1024, but was 1025
            neighbors iris --out n.npz --neighbors-recall 7 | --neighbors-recall must be above 0 and at most 1, but was 7.0
            neighbors iris --out n.npz --neighbors 150 | --neighbors 150 is too many for 150 rows: each has 149 others
            neighbors iris --out n.csv           | --out n.csv must end in .npz
            affinities iris --out p.csv          | --out p.csv must end in .npz
            embed iris --iterations 0            | --iterations must be between 1 and
            embed iris --exaggeration NaN        | --exaggeration must be above 0 and finite, but was NaN
            embed iris --neighbors-recall 2      | --neighbors-recall must be above 0 and at most 1, but was 2.0
            embed iris --tolerance 0             | --tolerance must be above 0 and below 1, but was 0.0
            embed iris --pca 0                   | --pca
            embed iris --whiten -1               | --whiten
            embed iris --skip -1                 | --skip must be at least 0, but was -1
            embed iris --perplexity 0            | perplexity must be
            embed iris --perplexity NaN          | perplexity must be
            embed iris --picture-size big        | --picture-size
            """)
    void aMistakeIsToldInOneLine(String words, String told) {
        String error = starling.refuses(USAGE, words.split(" ")).actual();
        assertThat(error).contains(told);
        assertThat(error.lines().filter(line -> !line.startsWith("Help: ") && !line.startsWith("starling: note:"))).hasSize(1);
    }

    /// What a variable of the shell leaves that is not set.
    @Test
    void aValueWithoutALetterIsToldByWhatHasIt() {
        for (String option : List.of("--out", "--label", "--features", "--exclude", "--id", "--distances", "--init", "--metric", "--method", "--at")) {
            String command = option.equals("--at") ? "evaluate" : "embed";
            for (String[] words : List.of(new String[] {command, "iris", option, ""}, new String[] {command, "iris", option + "="})) {
                starling.refuses(USAGE, words).contains(option + " is empty: give it a value, or leave it out. Is a variable of the shell not set?");
            }
        }
        starling.refuses(USAGE, "embed", "").contains("DATA is empty");
        starling.refuses(USAGE, "explain", "").contains("NAME is empty");
    }

    @Test
    void helpIsGivenAsItIsAskedFor() {
        assertThat(starling.run("help", "plugin", "new").done().results()).isEqualTo(starling.run("plugin", "new", "--help").done().results());
        assertThat(starling.run("help").done().results()).contains("Commands:", "  embed ", "  repeat ");
    }

    @Test
    void whatIsQuotedOfTheCommandLineHasNoLinesOfItsOwn() {
        String forged = "no.csv\nstarling: error: forged";
        for (List<String> words : List.of(
                List.of("embed", forged), List.of("embed", "iris", "--init=" + forged), List.of("embed", "iris", "--label", forged), List.of("nothing " + forged))) {
            Terminal.Outcome outcome = starling.run(words.toArray(String[]::new));
            assertThat(outcome.code()).isNotZero();
            assertThat(outcome.messages().lines().filter(line -> line.startsWith("starling: error:"))).as(outcome.messages()).hasSize(1);
        }
    }

    @Test
    void aNameMayBeginWithAnAt() {
        starling.with("@t.csv", "a,b\n1,2\n2,3\n4,6\n3,1\n0,2\n5,5\n");
        starling.run("embed", starling.path("@t.csv").toString(), "-q", "--iterations", "2", "--picture-size", "600x400", "--out",
                starling.path("map").toString()).done();
    }
}
