package dev.starling.app.plugins;

import dev.starling.app.fault.Fault;
import dev.starling.app.files.WholeFiles;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `starling.lock`: which plug-ins were seen in a folder, and with which bytes.
///
/// It is TOML, one table a plug-in. First sight is recorded by itself; a change only when the user accepts it.
final class LockFile {
    static final String NAME = "starling.lock";

    private static final Pattern LINE = Pattern.compile("(\\w+) = \"(.*)\"");
    private static final int SHORT_HASH = 12;

    private final Path folder;
    private final Map<String, Entry> entries = new TreeMap<>();
    private final List<String> notices = new ArrayList<>();
    private boolean changed;

    /// @param capabilities joined by commas
    /// @param signers      hashes of their certificates, joined by commas
    private record Entry(
            String id, String version, String sha256, String size, String requires, String capabilities, String signers, String seen) {
        String text() {
            return """
                    [[plugin]]
                    id = "%s"
                    version = "%s"
                    sha256 = "%s"
                    size = "%s"
                    requires = "%s"
                    capabilities = "%s"
                    signers = "%s"
                    seen = "%s"
                    """.formatted(id, version, sha256, size, requires, capabilities, signers, seen);
        }
    }

    private LockFile(Path folder) {
        this.folder = folder;
    }

    /// Reads what was recorded; nothing if there is no file.
    static LockFile of(Path folder) {
        LockFile lock = new LockFile(folder);
        Path file = lock.file();
        if (Files.exists(file)) {
            try {
                lock.read(Files.readAllLines(file));
            } catch (IOException e) {
                lock.notices.add(file + " cannot be read (" + Words.of(e) + ")");
            }
        }
        return lock;
    }

    private void read(List<String> lines) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : lines) {
            Matcher field = LINE.matcher(line);
            if (field.matches()) {
                fields.put(field.group(1), field.group(2));
            } else if (line.startsWith("[[")) {
                take(fields);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                notices.add(file() + " has a line that is not understood: '" + line + "'");
            }
        }
        take(fields);
    }

    private void take(Map<String, String> fields) {
        String id = fields.getOrDefault("id", "");
        if (!id.isEmpty()) {
            entries.put(id, new Entry(
                    id, fields.getOrDefault("version", ""), fields.getOrDefault("sha256", ""), fields.getOrDefault("size", ""),
                    fields.getOrDefault("requires", ""), fields.getOrDefault("capabilities", ""), fields.getOrDefault("signers", ""),
                    fields.getOrDefault("seen", "")));
        }
        fields.clear();
    }

    private Path file() {
        return folder.resolve(NAME);
    }

    /// Holds a plug-in of the folder against what was recorded of it.
    void check(Candidate candidate, PluginSources.Trust trust) throws Refusal {
        Entry known = entries.get(candidate.id());
        if (known != null && known.sha256.equals(candidate.sha256())) {
            return;
        }
        switch (trust) {
            case LOCKED -> throw new Refusal(known == null
                    ? "it is not in " + file() + " (sha256 " + candidate.sha256() + "); to accept it: " + accepting()
                    : "its sha256 is " + candidate.sha256() + ", and " + file() + " says " + known.sha256 + "; to accept it: "
                            + accepting());
            case ACCEPT -> {
                record(candidate);
                notices.add("accepted " + candidate.file().getFileName() + " (" + candidate.id() + " " + candidate.version() + ", sha256 "
                        + shortened(candidate.sha256()) + ")");
            }
            case FOLDER -> {
                if (known == null) {
                    record(candidate);
                    notices.add("first sight of " + candidate.file().getFileName() + " (" + candidate.id() + " " + candidate.version()
                            + ", sha256 " + shortened(candidate.sha256()) + "), recorded in " + file());
                } else {
                    notices.add(candidate.file().getFileName() + " is not what " + file() + " says: sha256 "
                            + shortened(candidate.sha256()) + " instead of " + shortened(known.sha256) + grown(candidate, known)
                            + signedOtherwise(candidate, known) + "; to accept it: " + accepting());
                }
            }
        }
    }

    private static String shortened(String hash) {
        return hash.length() <= SHORT_HASH ? hash : hash.substring(0, SHORT_HASH) + "...";
    }

    private String accepting() {
        return "starling plugin list --accept --plugins " + folder;
    }

    private static String grown(Candidate candidate, Entry known) {
        Set<String> more = new TreeSet<>(candidate.capabilities());
        more.removeAll(List.of(known.capabilities.split(", ", -1)));
        return more.isEmpty() ? "" : ", and it now mentions " + String.join(", ", more);
    }

    private static String signedOtherwise(Candidate candidate, Entry known) {
        if (signers(candidate).equals(known.signers)) {
            return "";
        }
        return candidate.signers().isEmpty()
                ? ", and it is no longer signed"
                : ", and it is now signed by " + String.join(", ", candidate.signers().stream().map(Signer::line).toList());
    }

    private static String signers(Candidate candidate) {
        return String.join(", ", candidate.signers().stream().map(Signer::sha256).sorted().toList());
    }

    private void record(Candidate candidate) {
        entries.put(candidate.id(), new Entry(
                unquoted(candidate.id()), unquoted(candidate.version()), candidate.sha256(), Long.toString(candidate.size()),
                unquoted(candidate.requires()), String.join(", ", candidate.capabilities()), signers(candidate),
                LocalDate.now(ZoneOffset.UTC).toString()));
        changed = true;
    }

    private static String unquoted(String text) {
        return Words.oneLine(text).replace('"', '\'');
    }

    /// Writes what was recorded anew, where the folder can be written to.
    ///
    /// @return what there is to say
    List<String> close() {
        if (changed) {
            StringBuilder text = new StringBuilder("# Plug-ins seen in this folder. With --locked, nothing else runs.\n");
            entries.values().forEach(entry -> text.append('\n').append(entry.text()));
            try {
                WholeFiles.write(file(), text.toString().getBytes(StandardCharsets.UTF_8));
            } catch (Fault e) {
                notices.add(file() + " cannot be written, so that nothing is recorded (" + e.getMessage() + ")");
            }
        }
        return notices;
    }
}
