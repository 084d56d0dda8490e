package dev.starling.app.plugins;

import dev.starling.app.fault.Fault;
import dev.starling.app.fault.Words;
import dev.starling.app.plugins.guard.PluginOutput;
import dev.starling.app.plugins.guard.Surroundings;
import dev.starling.app.plugins.guard.Watchdog;
import dev.starling.app.plugins.intake.Candidate;
import dev.starling.app.plugins.intake.Intake;
import dev.starling.app.plugins.intake.PluginSources;
import dev.starling.app.plugins.intake.PrivateCopies;
import dev.starling.app.plugins.intake.Resolver;
import dev.starling.app.plugins.jar.Refusal;
import dev.starling.app.plugins.link.Linking;
import dev.starling.app.plugins.link.Questions;

import java.util.ArrayList;
import java.util.List;

/// From folders to plug-ins. What strangers offer is read from the lock file, or asked in a program of its own; their code comes into this one
/// when a run asks for it by name, and not before.
final class Loading {
    private final PluginSources sources;
    private final boolean apart;
    private final boolean quiet;
    private final List<String> notices = new ArrayList<>();
    private final PrivateCopies copies = new PrivateCopies();
    private final Linking linking = new Linking(copies.folder());

    /// @param apart whether strangers are asked in a program of their own
    /// @param quiet whether nothing is said of what plug-ins print and change
    Loading(PluginSources sources, boolean apart, boolean quiet) {
        this.sources = sources;
        this.apart = apart;
        this.quiet = quiet;
    }

    Plugins open() {
        Intake intake = new Intake(sources, copies);
        intake.look();
        List<Candidate> candidates = intake.candidates();
        List<AutoCloseable> resources = new ArrayList<>();
        if (candidates.stream().anyMatch(candidate -> candidate.origin() != Candidate.Origin.BUILT_IN)) {
            resources.add(PluginOutput.install(quiet));
        }
        Watchdog watchdog = new Watchdog(System.err, Watchdog.LIMIT, copies::close, quiet);
        List<Candidate> ordered = Resolver.order(candidates.stream().filter(Candidate::isJar).toList());
        linking.load(ordered);
        Linking.refuseWithoutWhatTheyNeed(ordered);
        ask(ordered.stream().filter(candidate -> !candidate.isRefused()).toList());
        Linking.refuseWithoutWhatTheyNeed(ordered);
        resources.addAll(List.of(watchdog, linking, copies));
        try {
            notices.addAll(0, intake.close());
        } catch (Fault fault) {
            new Plugins(candidates, notices, intake.inputs(), linking, watchdog, resources).close();
            throw fault;
        }
        return new Plugins(candidates, notices.stream().map(Words::line).toList(), intake.inputs(), linking, watchdog, resources);
    }

    private void ask(List<Candidate> ordered) {
        List<Candidate> unknown = new ArrayList<>();
        for (Candidate candidate : ordered) {
            switch (candidate.origin()) {
                case BUILT_IN -> Intake.attempt(candidate, () -> candidate.made(linking.ask(candidate)));
                case DEVELOPMENT -> Intake.attempt(candidate, () -> askHere(candidate));
                case ADDED -> {
                    if (candidate.offers().isEmpty()) {
                        unknown.add(candidate);
                    }
                }
            }
        }
        if (apart) {
            Questions.ask(ordered, unknown, this::sayPrinted);
        } else {
            unknown.forEach(candidate -> Intake.attempt(candidate, () -> askHere(candidate)));
        }
    }

    private void sayPrinted(String line) {
        if (!quiet) {
            System.err.println("a plug-in that was asked prints: " + Words.oneLine(line));
        }
    }

    private void askHere(Candidate candidate) throws Refusal {
        Surroundings before = Surroundings.now();
        try {
            candidate.made(linking.askStranger(candidate));
        } finally {
            before.restore(change -> notices.add("plug-in " + candidate.id() + " changed " + change + " at its start; it was set back"));
        }
    }
}
