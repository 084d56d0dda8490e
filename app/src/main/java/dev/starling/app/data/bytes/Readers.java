package dev.starling.app.data.bytes;

import dev.starling.api.Reader;
import dev.starling.core.table.TableFile;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The readers of formats beside text. Those of the distribution are asked first whether a file is theirs. Code of strangers runs only where a file is of
/// none of their formats, nor text by its name, or where one is asked for by its name.
public final class Readers {
    private static final Pattern TEXT = Pattern.compile("(?i).*\\.(csv|tsv|tab|txt|dat|data|arff)(\\.gz)?");

    private final Supplier<List<Reader>> own;
    private final Supplier<List<Reader>> others;
    private final @Nullable Reader asked;

    private Readers(Supplier<List<Reader>> own, Supplier<List<Reader>> others, @Nullable Reader asked) {
        this.own = own;
        this.others = others;
        this.asked = asked;
    }

    /// Both are made when they are needed: of a built-in table none is.
    public static Readers of(Supplier<List<Reader>> own, Supplier<List<Reader>> others) {
        return new Readers(own, others, null);
    }

    /// None: all files are text.
    public static Readers none() {
        return of(List::of, List::of);
    }

    /// The same, with one that takes the table whatever it is called.
    public Readers forTable(Reader reader) {
        return new Readers(own, others, reader);
    }

    /// Whether there are none of ours.
    public boolean areNone() {
        return own.get().isEmpty();
    }

    /// Whether a reader is of the distribution.
    public boolean areOurs(Reader reader) {
        return own.get().contains(reader);
    }

    /// The reader of the table.
    public Optional<Reader> ofTable(TableFile file) throws IOException {
        return asked == null ? taking(file) : Optional.of(asked);
    }

    /// The reader that takes a file; none where it is text.
    public Optional<Reader> taking(TableFile file) throws IOException {
        if (!Files.isRegularFile(file.path())) {
            return Optional.empty();
        }
        Optional<Reader> ours = file.takenBy(own.get());
        boolean isText = TEXT.matcher(String.valueOf(file.path().getFileName())).matches();
        return ours.isPresent() || isText ? ours : file.takenBy(others.get());
    }

    /// The files that are read with a table; none where it is text.
    public List<Path> beside(TableFile table) {
        try {
            return ofTable(table).map(reader -> reader.beside(table.path())).orElse(List.of());
        } catch (IOException e) {
            return List.of(); // Whoever reads it says so.
        }
    }
}
