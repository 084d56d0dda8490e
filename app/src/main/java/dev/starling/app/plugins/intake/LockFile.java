package dev.starling.app.plugins.intake;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.fault.Words;
import dev.starling.app.files.WholeFiles;
import dev.starling.app.plugins.jar.Refusal;
import dev.starling.app.plugins.jar.Signer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `starling.lock`: which plug-ins were seen in a folder, and with which bytes.
///
/// It is TOML, one table a plug-in. First sight is recorded by itself; a change only when the user accepts it. What each offers is recorded
/// too, so that none has to be asked again, and neither has one that was refused for how it answered, nor one that the user has not accepted; and a file that cannot be read is left as it is until the user accepts what is there.
final class LockFile {
    static final String NAME = "starling.lock";

    private static final Set<String> TABLES = Set.of("[[plugin]]", "[[refused]]", "[[changed]]");
    private static final Pattern LINE = Pattern.compile("(\\w+) = \"(.*)\"");
    private static final Pattern OFFER = Pattern.compile("([a-z]+) ([a-z0-9-]+) (\\S+)");
    private static final int SHORT_HASH = 12;

    /// Those of some ten thousand plug-ins; more is something else.
    private static final long MOST_BYTES = 4L << 20;

    private final Path folder;
    private final Map<String, LockTable.Entry> entries = new TreeMap<>();
    private final List<String> notices = new ArrayList<>();
    private final List<Candidate> recorded = new ArrayList<>();

    /// What there is to say once it is recorded.
    private final List<String> news = new ArrayList<>();

    private final Map<String, LockTable.Refused> refused = new TreeMap<>();
    private final Map<String, LockTable.Asked> asked = new TreeMap<>();
    private final List<Candidate> changed = new ArrayList<>();
    private boolean damaged;

    /// What is there under its name is not made anew, whoever asks for it.
    private boolean blocked;

    private LockFile(Path folder) {
        this.folder = folder;
    }

    /// Reads what was recorded; nothing if there is no file.
    static LockFile of(Path folder) {
        LockFile lock = new LockFile(folder);
        Path file = lock.file();
        if (Files.isRegularFile(file)) {
            lock.read(file);
        } else if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            lock.block("is no file");
        }
        return lock;
    }

    /// A link is followed where it leads to what is a lock file for certain.
    private void read(Path file) {
        try {
            boolean link = Files.isSymbolicLink(file);
            if (Files.size(file) > MOST_BYTES) {
                damage("has more than " + (MOST_BYTES >> 20) + " MiB");
            } else {
                List<String> lines = Files.readAllLines(file);
                if (!link || lines.stream().anyMatch(TABLES::contains)) {
                    read(lines);
                }
            }
            if (link && (damaged || entries.isEmpty() && refused.isEmpty())) {
                block("is a link to what is no lock file");
            }
        } catch (IOException e) {
            damage("cannot be read (" + Words.of(e) + ")");
        }
    }

    private void read(List<String> lines) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : lines) {
            Matcher field = LINE.matcher(line);
            if (field.matches()) {
                fields.put(field.group(1), field.group(2));
            } else if (TABLES.contains(line)) {
                take(fields);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                damage("has a line that is not understood: '" + line + "'");
            }
        }
        take(fields);
    }

    private void damage(String what) {
        if (!damaged) {
            notices.add(file() + " " + what + ", so that nothing is recorded in it; to have it made anew: " + accepting());
        }
        damaged = true;
    }

    private void block(String what) {
        notices.clear();
        notices.add(file() + " " + what + ", so that nothing is recorded in it: move it away");
        damaged = true;
        blocked = true;
    }

    private void take(Map<String, String> fields) {
        String id = fields.getOrDefault("id", "");
        String reason = fields.getOrDefault("reason", "");
        String sha256 = fields.getOrDefault("sha256", "");
        String answers = fields.getOrDefault("answers", "");
        if (!answers.isEmpty()) {
            asked.put(sha256, new LockTable.Asked(sha256, answers));
        } else if (!reason.isEmpty()) {
            refused.put(sha256, new LockTable.Refused(sha256, reason, fields.getOrDefault("by", ""), fields.getOrDefault("seen", "")));
        } else if (!id.isEmpty()) {
            entries.put(id, new LockTable.Entry(
                    id, fields.getOrDefault("version", ""), fields.getOrDefault("sha256", ""), fields.getOrDefault("size", ""),
                    fields.getOrDefault("requires", ""), fields.getOrDefault("capabilities", ""), fields.getOrDefault("signers", ""),
                    fields.getOrDefault("offers", ""), fields.getOrDefault("seen", "")));
        }
        fields.clear();
    }

    private Path file() {
        return folder.resolve(NAME);
    }

    /// Whether a plug-in is what was recorded.
    boolean knows(Candidate candidate) {
        LockTable.Entry known = entries.get(candidate.id());
        return known != null && known.sha256().equals(candidate.sha256());
    }

    /// Holds a plug-in of the folder against what was recorded of it.
    void check(Candidate candidate, PluginSources.Trust trust) throws Refusal {
        LockTable.Refused before = refused.get(candidate.sha256());
        if (before != null && before.by().equals(LockTable.Refused.ASKING) && trust != PluginSources.Trust.ACCEPT) {
            throw new Refusal(before.reason() + " (on " + before.seen() + "; to ask it again: " + accepting() + ")");
        }
        LockTable.Entry known = entries.get(candidate.id());
        if (known != null && known.sha256().equals(candidate.sha256())) {
            if (candidate.offers().isEmpty()) {
                candidate.offers(offers(candidate, known.offers()));
            }
            if (known.offers().isEmpty() && trust != PluginSources.Trust.LOCKED) {
                recorded.add(candidate);
            }
            return;
        }
        switch (trust) {
            case LOCKED -> throw new Refusal(known == null
                    ? "it is not in " + file() + " (sha256 " + candidate.sha256() + "); to accept it: " + accepting()
                    : "its sha256 is " + candidate.sha256() + ", and " + file() + " says " + known.sha256() + "; to accept it: "
                            + accepting());
            case ACCEPT -> {
                recorded.add(candidate);
                news.add("accepted " + called(candidate));
            }
            case FOLDER -> {
                if (known == null) {
                    recorded.add(candidate);
                } else {
                    useThoughChanged(candidate, known);
                }
            }
        }
    }

    /// The folder is the consent, and the change is said as long as it is not accepted.
    private void useThoughChanged(Candidate candidate, LockTable.Entry known) {
        notices.add(candidate.file().getFileName() + " is not what " + file() + " says: sha256 " + shortened(candidate.sha256()) + " instead of "
                + shortened(known.sha256()) + grown(candidate, known) + signedOtherwise(candidate, known) + "; to accept it: " + accepting());
        LockTable.Asked answered = asked.get(candidate.sha256());
        if (candidate.offers().isEmpty() && answered != null) {
            candidate.offers(offers(candidate, answered.answers()));
        }
        changed.add(candidate);
    }

    private static String called(Candidate candidate) {
        return candidate.file().getFileName() + " (" + candidate.id() + " " + candidate.version() + ", sha256 " + shortened(candidate.sha256()) + ")";
    }

    private static String shortened(String hash) {
        return hash.length() <= SHORT_HASH ? hash : hash.substring(0, SHORT_HASH) + "...";
    }

    private String accepting() {
        return "starling plugin list --accept --plugins " + Words.typed(folder.toString());
    }

    private static String grown(Candidate candidate, LockTable.Entry known) {
        Set<String> more = new TreeSet<>(candidate.capabilities());
        more.removeAll(List.of(known.capabilities().split(", ", -1)));
        return more.isEmpty() ? "" : ", and it now mentions " + String.join(", ", more);
    }

    private static String signedOtherwise(Candidate candidate, LockTable.Entry known) {
        if (signers(candidate).equals(known.signers())) {
            return "";
        }
        return candidate.signers().isEmpty()
                ? ", and it is no longer signed"
                : ", and it is now signed by " + String.join(", ", candidate.signers().stream().map(Signer::line).toList());
    }

    private static String signers(Candidate candidate) {
        return String.join(", ", candidate.signers().stream().map(Signer::sha256).sorted().toList());
    }

    private static String offers(Candidate candidate) {
        return String.join(", ", candidate.offers().stream()
                .map(offer -> offer.kind().word() + " " + offer.name() + " " + offer.className())
                .toList());
    }

    /// What was recorded of a plug-in with the same bytes; nothing where that is not understood, or is not what the file declares.
    private static List<Offer> offers(Candidate candidate, String recorded) {
        List<Offer> offers = new ArrayList<>();
        for (String one : recorded.isEmpty() ? new String[0] : recorded.split(", ", -1)) {
            Matcher parts = OFFER.matcher(one);
            Optional<ExtensionKind> kind = parts.matches() ? ExtensionKind.of(parts.group(1)) : Optional.empty();
            if (kind.isEmpty() || !candidate.isJar() || !candidate.inspection().declared().contains(parts.group(3))) {
                return List.of();
            }
            offers.add(new Offer(candidate.id(), kind.get(), parts.group(2), parts.group(3)));
        }
        return offers;
    }

    private void record(Candidate candidate) {
        entries.put(candidate.id(), new LockTable.Entry(
                unquoted(candidate.id()), unquoted(candidate.version()), candidate.sha256(), Long.toString(candidate.size()),
                unquoted(candidate.requires()), String.join(", ", candidate.capabilities()), signers(candidate),
                unquoted(offers(candidate)), LocalDate.now(ZoneOffset.UTC).toString()));
    }

    private void sayGone(List<Candidate> there) {
        for (LockTable.Entry entry : gone(there)) {
            notices.add("the plug-in " + entry.id() + " " + entry.version() + " (sha256 " + shortened(entry.sha256()) + ") is in " + file()
                    + " and no longer in the folder");
        }
    }

    private List<LockTable.Entry> gone(List<Candidate> there) {
        return entries.values().stream().filter(entry -> there.stream().noneMatch(candidate -> candidate.id().equals(entry.id()))).toList();
    }

    /// @return whether there were any
    private boolean forgetGone(List<Candidate> there) {
        List<LockTable.Entry> gone = gone(there);
        for (LockTable.Entry entry : gone) {
            entries.remove(entry.id());
            news.add("the plug-in " + entry.id() + " " + entry.version() + " is no longer in the folder, nor in " + file());
        }
        return !gone.isEmpty();
    }

    private static String unquoted(String text) {
        return Words.oneLine(text).replace('"', '\'');
    }

    /// @param anew whether all were asked again
    /// @return whether there is something to be written
    private boolean recordRefused(List<Candidate> there, boolean anew) {
        boolean changed = anew && !refused.isEmpty();
        if (anew) {
            refused.clear();
        }
        for (Candidate candidate : there) {
            if (candidate.isRefusedForWhatItDid()) {
                refused.put(candidate.sha256(), new LockTable.Refused(
                        candidate.sha256(), unquoted(candidate.reason()), LockTable.Refused.ASKING, LocalDate.now(ZoneOffset.UTC).toString()));
                changed = true;
            }
        }
        return changed;
    }

    /// Keeps what files offer that have changed, as long as they are there.
    ///
    /// @return whether there is something to be written
    private boolean recordChanged() {
        Map<String, LockTable.Asked> now = new TreeMap<>();
        changed.stream().filter(candidate -> candidate.isJar() && !candidate.isRefused() && !candidate.offers().isEmpty())
                .forEach(candidate -> now.put(candidate.sha256(), new LockTable.Asked(candidate.sha256(), unquoted(offers(candidate)))));
        boolean other = !now.equals(asked);
        asked.clear();
        asked.putAll(now);
        return other;
    }

    /// Records those that were not refused after all, where the folder can be written to.
    ///
    /// @param there all plug-ins of the folder
    /// @return what there is to say
    /// @throws Fault if the user accepts what is there, and that cannot be recorded
    List<String> close(List<Candidate> there, PluginSources.Trust trust) {
        if (trust == PluginSources.Trust.LOCKED) {
            sayGone(there);
        }
        boolean accepted = trust == PluginSources.Trust.ACCEPT;
        boolean refusals = trust != PluginSources.Trust.LOCKED && recordRefused(there, accepted);
        boolean answers = trust != PluginSources.Trust.LOCKED && recordChanged();
        recorded.removeIf(Candidate::isRefused);
        if (accepted && blocked) {
            throw new Fault(Exit.FILES, "nothing is accepted: " + notices.getFirst() + ".");
        }
        boolean forgotten = accepted && forgetGone(there);
        if (accepted && !forgotten && there.isEmpty()) {
            throw new Fault(Exit.FILES, "nothing is accepted: there is no plug-in in " + folder + ": their names end in .jar or .toml.");
        } else if ((refusals || answers || forgotten || !recorded.isEmpty()) && (accepted || !damaged)) {
            for (Candidate candidate : recorded) {
                if (!accepted && !entries.containsKey(candidate.id())) {
                    news.add("first sight of " + called(candidate) + ", recorded in " + file());
                }
                record(candidate);
            }
            write(accepted);
        }
        return notices;
    }

    private void write(boolean accepted) {
        StringBuilder text = new StringBuilder("# Plug-ins seen in this folder. With --locked, nothing else runs.\n");
        entries.values().forEach(entry -> text.append('\n').append(entry.text()));
        refused.values().forEach(one -> text.append('\n').append(one.text()));
        asked.values().forEach(one -> text.append('\n').append(one.text()));
        try {
            Path file = file();
            WholeFiles.write(Files.isSymbolicLink(file) ? file.toRealPath() : file, text.toString().getBytes(StandardCharsets.UTF_8));
            notices.addAll(news);
        } catch (IOException e) {
            fail(accepted, file() + " cannot be written (" + Words.of(e) + ")", e);
        } catch (Fault e) {
            fail(accepted, String.valueOf(e.getMessage()).replaceFirst("\\.$", ""), e);
        }
    }

    private void fail(boolean accepted, String what, Exception cause) {
        if (accepted) {
            throw new Fault(Exit.FILES, "nothing is accepted: " + what + ". Make the folder writable, or copy the plug-ins to one that is.", cause);
        }
        notices.add("the plug-ins of " + folder + " are not recorded: " + what);
    }
}
