package dev.starling.app.command;

import dev.starling.api.Extension;
import dev.starling.app.apart.Account;
import dev.starling.app.apart.Apart;
import dev.starling.app.command.options.PluginOptions;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.fault.Words;
import dev.starling.app.plugins.Plugins;
import dev.starling.app.plugins.intake.Intake;
import dev.starling.app.plugins.intake.PluginReport;
import dev.starling.app.verify.Subject;
import dev.starling.app.verify.Verification;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `starling plugin verify`: loads plug-ins as a run would, and holds each extension to the laws of its kind.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Hold plug-ins to the laws of their kinds; ends with 4 if one is broken.")
final class PluginVerifyCommand implements Callable<Integer> {
    /// Laws of one extension take a second or two; whoever needs a minute for one is lost.
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /// How the lines of an account begin: what is printed, who is asked, how it went, and why it cannot be done.
    private static final String SAYS = "says ";

    private static final String ASKS = "asks ";

    /// How a line begins that is marked as a plug-in's already.
    private static final Pattern OF_PLUGIN = Pattern.compile("(a )?plug-in ");
    private static final String VERDICT = "verdict ";
    private static final String FAULT = "fault ";

    @Parameters(paramLabel = "JAR|DIR", arity = "0..*", description = "Plug-in JARs, folders of them, or target/classes of a project.")
    private List<Path> targets = new ArrayList<>();

    @Option(names = "--all", description = "All plug-ins there are: the built-in ones, and those of --plugins and --plugin-dir.")
    private boolean all;

    @Option(names = {"-v", "--verbose"}, description = "List laws that hold, too.")
    private boolean verbose;

    @Mixin
    private PluginOptions options = new PluginOptions();

    /// Where a program of its own gives its account; null in the user's.
    private @Nullable Path account;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (targets.isEmpty() && !all && !options.names()) {
            throw new IllegalArgumentException("name a plug-in JAR, a folder of them or target/classes, or say --all");
        }
        for (Path target : targets) {
            if (!Files.exists(target)) {
                throw new Fault(Exit.FILES, "there is no file or folder '" + target + "'. Check the name and the folder.");
            } else if (!Files.isDirectory(target) && !Files.isRegularFile(target)) {
                throw new Fault(Exit.FILES, "'" + Words.oneLine(target.toString()) + "' is neither a file nor a folder.");
            }
        }
        return account == null ? verifyApart() : verifyHere(new Account(account));
    }

    /// A plug-in may end the program that it is verified in, and exit with 0: that all is well has to be said.
    private int verifyApart() {
        List<String> lines = new ArrayList<>();
        Apart.Ended ended = Apart.run(
                PluginVerifyCommand.class, spec.commandLine().getParseResult().originalArgs(), false, LIMIT.plusSeconds(60), line -> {
                    lines.add(line);
                    if (line.startsWith(SAYS)) {
                        System.out.println(line.substring(SAYS.length()));
                    }
                });
        ended.printed().lines().map(Words::oneLine).forEach(line -> System.err.println(OF_PLUGIN.matcher(line).lookingAt() ? line : "a plug-in prints: " + line));
        String last = lines.isEmpty() ? "" : lines.getLast();
        if (last.startsWith(FAULT)) {
            String[] words = last.split(" ", 3);
            throw new Fault(Exit.valueOf(words[1]), words[2]);
        } else if (last.startsWith(VERDICT) && ended.how() == Apart.End.DONE) {
            return Exit.valueOf(last.substring(VERDICT.length())).code();
        }
        String asked = lines.stream().filter(line -> line.startsWith(ASKS)).reduce((_, latest) -> latest).orElse("");
        throw new Fault(Exit.PLUGIN, (asked.isEmpty() ? "a plug-in" : asked.substring(ASKS.length())) + " " + switch (ended.how()) {
            case DONE, BEFORE_ITS_END -> "ended the program that verified it (exit code " + ended.code() + "), before all laws were tried";
            case SILENT -> "does not answer, nor let others answer";
            case NO_EXIT -> "does not let the program exit, as by a shutdown hook";
        } + ".");
    }

    private int verifyHere(Account own) throws IOException {
        try {
            own.line(VERDICT + verify(own));
        } catch (Fault fault) {
            own.line(FAULT + fault.exit() + " " + fault.getMessage());
        }
        own.end();
        return Exit.DONE.code();
    }

    /// The other program: its first argument is the file of its account, the others are the words of this command line.
    public static void main(String[] arguments) {
        String[] words = Arrays.copyOfRange(arguments, 1, arguments.length);
        CommandLine line = Root.commandLine();
        PluginVerifyCommand own = line.parseArgs(words).asCommandLineList().getLast().getCommand();
        own.account = Path.of(arguments[0]);
        System.exit(line.execute(words));
    }

    private Exit verify(Account own) throws IOException {
        List<Path> classes = targets.stream().filter(PluginVerifyCommand::isClasses).toList();
        List<Path> shipped = new ArrayList<>();
        List<Path> shown = new ArrayList<>();
        for (Path file : files()) {
            ownOf(file).ifPresentOrElse(shipped::add, () -> shown.add(file));
        }
        try (Plugins plugins = Plugins.open(options.sourcesWith(shown, classes))) {
            List<Subject> subjects = plugins.reports().stream()
                    .filter(report -> isWanted(report, classes) || shown.contains(report.file()) || shipped.contains(report.file()))
                    .map(report -> subject(plugins, report))
                    .toList();
            if (subjects.isEmpty()) {
                String places = String.join(", ", targets.stream().map(Path::toString).toList());
                throw new Fault(Exit.FILES, "there is no plug-in to verify" + (places.isEmpty() ? "" : " in " + places)
                        + ": their names end in .jar or .toml, and a folder of classes has META-INF/services.");
            }
            Verification verification = new Verification(
                    line -> own.line(SAYS + line), asked -> own.line(ASKS + asked), plugins, verbose, LIMIT);
            boolean well = true;
            for (Subject subject : subjects) {
                well &= verification.verify(subject);
            }
            own.line(SAYS + verification.summary());
            return well ? Exit.DONE : Exit.PLUGIN;
        }
    }

    /// Making the extensions may have the plug-in refused.
    private static Subject subject(Plugins plugins, PluginReport report) {
        List<Extension> extensions = plugins.unguarded(report);
        PluginReport now = plugins.reports().stream().filter(one -> one.file().equals(report.file())).findFirst().orElse(report);
        return new Subject(now, extensions);
    }

    private boolean isWanted(PluginReport report, List<Path> classes) {
        return all || classes.contains(report.file()) || options.names(report.file());
    }

    /// The plug-in of the distribution that a file is, or is a copy of: what a stranger must not have, such as our packages, it may.
    private static Optional<Path> ownOf(Path jar) throws IOException {
        for (Path file : Files.isRegularFile(jar) ? Intake.filesIn(PluginOptions.home().resolve("plugins")) : List.<Path>of()) {
            if (Files.mismatch(file, jar) < 0) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static boolean isClasses(Path folder) {
        return Files.isDirectory(folder.resolve("META-INF/services"));
    }

    /// Those that are named, and those of the folders; each once.
    private Set<Path> files() throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        for (Path target : targets) {
            if (!Files.isDirectory(target)) {
                files.addAll(Stream.of(target.toRealPath()).filter(Intake::claimsToBeAPlugin).toList());
            } else if (!isClasses(target)) {
                files.addAll(Intake.filesIn(target));
            }
        }
        return files;
    }
}
