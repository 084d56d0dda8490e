package dev.starling.app.plugins.link;

import dev.starling.app.apart.Account;
import dev.starling.app.apart.Apart;
import dev.starling.app.plugins.intake.Candidate;
import dev.starling.app.plugins.intake.ExtensionKind;
import dev.starling.app.plugins.intake.Intake;
import dev.starling.app.plugins.intake.Offer;
import dev.starling.app.plugins.jar.Refusal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What plug-ins offer, asked in a program of its own: who ends it, closes its output or does not let it exit is refused, and the program
/// that wanted to know goes on.
public final class Questions {
    /// Starting a second Java on a busy machine, and a plug-in that does not answer.
    private static final Duration SILENCE = StartupThread.LIMIT.plusSeconds(50);

    private final List<Candidate> ordered;
    private final Consumer<String> printed;
    private final Map<Candidate, List<Offer>> answers = new HashMap<>();
    private int asked = -1;

    private Questions(List<Candidate> ordered, Consumer<String> printed) {
        this.ordered = ordered;
        this.printed = printed;
    }

    /// Asks some plug-ins, each of which is refused or says what it offers.
    ///
    /// @param ordered all that are loaded, each after what it needs
    /// @param unknown those to be asked
    /// @param printed takes what they print
    public static void ask(List<Candidate> ordered, List<Candidate> unknown, Consumer<String> printed) {
        List<Candidate> left = new ArrayList<>(unknown);
        while (!left.isEmpty()) {
            Questions questions = new Questions(ordered, printed);
            Apart.Ended ended = questions.ask(left);
            questions.answers.forEach(Candidate::offers);
            left.removeIf(candidate -> candidate.isRefused() || questions.answers.containsKey(candidate));
            if (ended.how() == Apart.End.NO_EXIT) {
                questions.findWhoHinders(unknown);
            } else if (!left.isEmpty()) {
                // The one that was being asked; had none been yet, asking again would help nobody.
                Candidate last = questions.asked < 0 ? left.getFirst() : ordered.get(questions.asked);
                last.refuseForWhatItDid("it " + ended.what());
                left.remove(last);
            }
        }
    }

    /// When one of several does not let the program exit, each is asked alone.
    private void findWhoHinders(List<Candidate> suspects) {
        for (Candidate suspect : suspects) {
            if (!suspect.isRefused()) {
                Apart.Ended ended = new Questions(ordered, _ -> {}).ask(List.of(suspect));
                if (ended.how() != Apart.End.DONE) {
                    suspect.refuseForWhatItDid("it " + ended.what());
                }
            }
        }
    }

    private Apart.Ended ask(List<Candidate> unknown) {
        List<String> arguments = new ArrayList<>();
        for (Candidate candidate : ordered) {
            boolean builtIn = candidate.origin() == Candidate.Origin.BUILT_IN;
            arguments.add((unknown.contains(candidate) ? "ask:" : builtIn ? "own:" : "needed:") + candidate.copy());
        }
        Apart.Ended ended = Apart.run(Questions.class, arguments, true, SILENCE, this::hear);
        ended.printed().lines().forEach(printed);
        return ended;
    }

    private void hear(String line) {
        String[] words = line.split(" ", 5);
        Candidate candidate = ordered.get(Integer.parseInt(words[1]));
        switch (words[0]) {
            case "asking" -> asked = ordered.indexOf(candidate);
            case "offers" -> answers.computeIfAbsent(candidate, _ -> new ArrayList<>())
                    .add(new Offer(candidate.id(), ExtensionKind.valueOf(words[2]), words[3], words[4]));
            case "refused" -> candidate.refuseForWhatItDid(line.split(" ", 3)[2]);
            default -> throw new IllegalStateException("not understood: " + line);
        }
    }

    /// The other program: its first argument is the file of its account, the others are the copies of plug-ins.
    public static void main(String[] arguments) throws Refusal {
        Account account = new Account(Path.of(arguments[0]));
        List<Candidate> all = new ArrayList<>();
        for (String argument : List.of(arguments).subList(1, arguments.length)) {
            all.add(Intake.again(Path.of(argument.substring(argument.indexOf(':') + 1)), argument.startsWith("own:")));
        }
        try (Linking linking = new Linking(Path.of(System.getProperty("java.io.tmpdir")))) {
            linking.load(all);
            for (int k = 0; k < all.size(); k++) {
                if (arguments[k + 1].startsWith("ask:")) {
                    answer(account, linking, all.get(k), k);
                }
            }
        }
        account.end();
        System.exit(0);
    }

    private static void answer(Account account, Linking linking, Candidate candidate, int number) {
        account.line("asking " + number);
        try {
            Map<Offer, ?> offers = linking.askStranger(candidate);
            System.out.println();
            if (System.out.checkError()) {
                throw new Refusal("it closes standard output");
            }
            if (Thread.interrupted()) {
                throw new Refusal("it interrupts threads that are not its own");
            }
            offers.keySet().forEach(offer ->
                    account.line("offers " + number + " " + offer.kind() + " " + offer.name() + " " + offer.className()));
        } catch (Refusal refusal) {
            account.line("refused " + number + " " + refusal.reason());
        }
    }
}
