package dev.starling.testkit;

import dev.starling.api.Reader;
import dev.starling.api.table.DataFile;
import org.apiguardian.api.API;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/// What every reader promises. That it reads its format right is for samples to show, which the kit does not have.
///
/// | law | promise |
/// |---|---|
/// | `modest` | it takes no text table, no empty file, and no file of random bytes |
/// | `refuses` | a file of random bytes, or an empty one, ends in an `IOException` with a message, and in nothing else |
///
/// and the laws of every extension.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class ReaderLaws {
    private static final byte[] TEXT = "a,b,c\n1,2,3\n4,5,6\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    private ReaderLaws() {}

    public static Laws of(Reader reader) {
        List<Law> laws = new ArrayList<>(ExtensionLaws.of(reader));
        laws.add(Law.everywhere("modest", sample -> modest(reader, sample)));
        laws.add(Law.atSome("refuses", sample -> refuses(reader, sample)));
        return new Laws("ReaderLaws", "reader", reader, laws, Waivers.beside(reader));
    }

    private static void modest(Reader reader, Sample sample) {
        LawBroken.unless(!reader.recognizes("cells.csv", TEXT), "it takes a table that is text, which the host reads");
        LawBroken.unless(!reader.recognizes("cells.csv", new byte[0]), "it takes an empty file");
        LawBroken.unless(!reader.recognizes("cells.csv", bytes(sample)), "it takes random bytes");
    }

    private static void refuses(Reader reader, Sample sample) {
        for (byte[] content : List.of(bytes(sample), new byte[0])) {
            try {
                Path file = Files.createTempFile("starling-law", "." + reader.name());
                try {
                    Files.write(file, content);
                    var _ = reader.read(new OnDisk(file, content));
                } finally {
                    Files.delete(file);
                }
            } catch (IOException e) {
                LawBroken.unless(e.getMessage() != null && !e.getMessage().isBlank(), "it refuses a file without a word");
            }
        }
    }

    private static byte[] bytes(Sample sample) {
        byte[] bytes = new byte[Reader.FIRST_BYTES];
        new SplittableRandom(sample.seed()).nextBytes(bytes);
        return bytes;
    }

    private record OnDisk(Path path, byte[] content) implements DataFile {
        @Override
        public Optional<String> part() {
            return Optional.empty();
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(content);
        }

        @Override
        public OptionalLong size() {
            return OptionalLong.of(content.length);
        }
    }
}
