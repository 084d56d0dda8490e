package dev.starling.app.data.bytes;

import dev.starling.app.data.cells.Cell;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.fault.Words;
import dev.starling.app.files.Inputs;
import dev.starling.app.files.Sha256;
import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Bytes of a table as text, from wherever they come, and their hash once all are read.
public final class Source implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    /// Smaller files are read before their lines are counted.
    private static final long WORTH_COUNTING = 1L << 25;

    /// Gzip makes a byte of no more.
    private static final long MOST_PACKED = 1_032;

    /// Characters behind which no value goes on.
    private static final String CLOSING = "\n\r\"')]}";

    private static final Pattern LEADING_JSON = Pattern.compile("^\\s*[\\[{]\\s*([\"\\[{]|$)");
    /// Half of its bytes are zeros, where its characters are those of English.
    private static final Pattern UTF_16 = Pattern.compile("([\\t\\n\\r -~]\\x00){4}|(\\x00[\\t\\n\\r -~]){4}");

    /// How files begin that are read by their readers, whole and by their names.
    private static final List<String> READ_BY_NAME = List.of("PAR1", "\u0093NUMPY", "\u0089HDF");

    private final String name;
    private final MessageDigest digest = Sha256.begin();
    private final InputStream raw;
    private final Utf8Reader text;
    private final @Nullable Path file;
    private final @Nullable BasicFileAttributes before;
    private final boolean compressed;

    private Source(String name, InputStream bytes, @Nullable Path file) throws IOException {
        this.name = name;
        this.file = file;
        this.before = file == null ? null : Files.readAttributes(file, BasicFileAttributes.class);
        this.raw = new BufferedInputStream(new DigestInputStream(bytes, digest), BUFFER);
        byte[] first = peek(raw);
        this.compressed = first.length >= 2 && (first[0] & 0xFF) == 0x1F && (first[1] & 0xFF) == 0x8B;
        InputStream content = raw;
        if (compressed) {
            content = new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER);
            first = peek(content);
        }
        refuseOtherFormats(first);
        this.text = new Utf8Reader(content, name);
    }

    public static Source of(Path file) {
        return of(file, _ -> {});
    }

    /// @param watch told which share of the file has been read
    public static Source of(Path file, DoubleConsumer watch) {
        Inputs.check(file);
        return open(file.toString(), file, () -> new WatchedBytes(Files.newInputStream(file), Files.size(file), watch));
    }

    /// SHA-256 of a file's bytes, in hexadecimal.
    public static String sha256(Path file) {
        MessageDigest digest = Sha256.begin();
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
            bytes.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw fault(file.toString(), e);
        }
        return Sha256.of(digest);
    }

    /// Standard input and resources.
    public static Source of(String name, InputStream bytes) {
        return open(name, null, () -> bytes);
    }

    private interface Opening {
        InputStream open() throws IOException;
    }

    private static Source open(String name, @Nullable Path file, Opening opening) {
        try {
            return new Source(name, opening.open(), file);
        } catch (IOException e) {
            throw fault(name, e);
        }
    }

    public String name() {
        return name;
    }

    public Utf8Reader text() {
        return text;
    }

    /// How many lines a file has, where that is worth knowing before it is read: of a large one that is not compressed; else 0.
    public long lines() {
        if (file == null || before == null || compressed || !before.isRegularFile() || before.size() < WORTH_COUNTING) {
            return 0;
        }
        byte[] some = new byte[BUFFER];
        long lines = 0;
        int last = '\n';
        try (InputStream bytes = Files.newInputStream(file)) {
            for (int count = bytes.read(some); count >= 0; count = bytes.read(some)) {
                for (int i = 0; i < count; i++) {
                    lines += some[i] == '\n' ? 1 : 0;
                }
                last = count > 0 ? some[count - 1] : last;
            }
        } catch (IOException e) {
            throw fault(name, e);
        }
        return lines + (last == '\n' ? 0 : 1);
    }

    /// What the user should know of a text whose last line does not end: nothing else gives away that it is cut within its last value. Empty where it
    /// ends, or ends with what closes a value. To be asked when all is read.
    public String openEnd() {
        return text.last() == 0 || CLOSING.indexOf(text.last()) >= 0
                ? ""
                : "the last line does not end: if the file was cut, so is its last value";
    }

    /// The most bytes that there can be, packed or not; where nobody knows, as many as a number can say.
    public long mostBytes() {
        if (before == null || !before.isRegularFile()) {
            return Long.MAX_VALUE;
        }
        return compressed ? MOST_PACKED * (before.size() + 1) : before.size();
    }

    /// SHA-256 of all bytes as they lie in the file, in hexadecimal. Call it when all text is read.
    ///
    /// @throws Fault if the file has changed since it was opened
    public String finish() {
        try {
            raw.transferTo(OutputStream.nullOutputStream());
            if (file != null && before != null && before.isRegularFile()) {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                if (now.size() != before.size() || !now.lastModifiedTime().equals(before.lastModifiedTime())) {
                    throw new Fault(Exit.DATA, name + " changed while it was read. Run again when nothing writes to it.");
                }
            }
        } catch (IOException e) {
            throw fault(name, e);
        }
        return Sha256.of(digest);
    }

    /// What a reader's failure means for the user.
    public static Fault fault(String name, IOException e) {
        return switch (e) {
            case EOFException _ -> new Fault(Exit.DATA, name + " is truncated: its gzip data end too early. Copy or download it again.", e);
            case ZipException _ -> new Fault(Exit.DATA, name + " is corrupt gzip data (" + e.getMessage() + "). Copy or download it again.", e);
            case AccessDeniedException _ -> new Fault(Exit.FILES, name + ": permission denied. Ask for the right to read it (chmod +r).", e);
            case NoSuchFileException _ -> new Fault(Exit.FILES, "there is no file '" + name + "'. Check the name and the folder.", e);
            default -> new Fault(Exit.FILES, name + " cannot be read: " + Words.line(String.valueOf(e.getMessage())), e);
        };
    }

    private static byte[] peek(InputStream bytes) throws IOException {
        bytes.mark(Signature.SNIFFED);
        byte[] first = bytes.readNBytes(Signature.SNIFFED);
        bytes.reset();
        return first;
    }

    private void refuseOtherFormats(byte[] first) {
        String latin = new String(first, StandardCharsets.ISO_8859_1);
        if (latin.startsWith("\u00FF\u00FE\0\0") || latin.startsWith("\0\0\u00FE\u00FF")) {
            throw new Fault(Exit.DATA, name + " looks like UTF-32. Convert it: iconv -f utf-32 -t utf-8");
        } else if (latin.startsWith("\u00FF\u00FE") || latin.startsWith("\u00FE\u00FF") || UTF_16.matcher(latin).lookingAt()) {
            String order = latin.charAt(1) == 0 ? "le" : latin.charAt(0) == 0 ? "be" : "";
            throw new Fault(Exit.DATA, name + " looks like UTF-16. Convert it: iconv -f utf-16" + order + " -t utf-8");
        }
        Optional<Signature> signature = Signature.of(latin);
        if (signature.isPresent()) {
            throw signature.get().refusal(name);
        }
        boolean json = LEADING_JSON.matcher(latin).find();
        if (json || READ_BY_NAME.stream().anyMatch(latin::startsWith)) {
            String begin = latin.lines().findFirst().orElse("").replaceAll("[^ -~]", "?").strip();
            throw new Fault(Exit.DATA, name + " does not look like CSV: it begins with " + Cell.shown(begin)
                    + (json ? ". Of JSON, an object a line or an array of objects is read: {\"a\": 1, \"b\": [2, 3]}." : ". Give a text table, one row a line."));
        }
    }

    @Override
    public void close() {
        try {
            text.close();
        } catch (IOException e) {
            throw fault(name, e);
        }
    }
}
