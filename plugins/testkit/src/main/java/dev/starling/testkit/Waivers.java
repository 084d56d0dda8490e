package dev.starling.testkit;

import org.apiguardian.api.API;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/// The waivers of a plug-in: lines of the file [#FILE] in its JAR, so that the author's tests and every host read the same.
/// Empty lines and lines that begin with `#` do not count.
@API(status = API.Status.STABLE, since = "1.0")
public record Waivers(List<Waiver> all) {
    /// Where a plug-in keeps its waivers.
    public static final String FILE = "META-INF/starling/waivers";

    public static final Waivers NONE = new Waivers(List.of());

    public Waivers {
        all = List.copyOf(all);
    }

    /// The waivers that stand beside the class of an extension.
    ///
    /// @throws IllegalArgumentException if a line is no waiver
    public static Waivers beside(Object extension) {
        if (extension instanceof Waiving own) {
            return new Waivers(own.waivers());
        }
        ClassLoader loader = extension.getClass().getClassLoader();
        try {
            return loader == null ? NONE : read(loader.getResources(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    /// The waivers of an extension's own JAR, whatever else its class loader sees; none where it shares the loader of this kit.
    ///
    /// @throws IllegalArgumentException if a line is no waiver
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public static Waivers ofJarOf(Object extension) {
        ClassLoader loader = extension.getClass().getClassLoader();
        if (loader == null || loader.equals(Waivers.class.getClassLoader())) {
            return NONE;
        }
        try {
            List<String> inherited = loader.getParent() == null
                    ? List.of()
                    : Collections.list(loader.getParent().getResources(FILE)).stream().map(URL::toString).toList();
            List<URL> own = Collections.list(loader.getResources(FILE));
            own.removeIf(file -> inherited.contains(file.toString()));
            return read(Collections.enumeration(own));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    private static Waivers read(Enumeration<URL> files) throws IOException {
        List<Waiver> waivers = new ArrayList<>();
        for (URL file : Collections.list(files)) {
            waivers.addAll(read(file).all);
        }
        return new Waivers(waivers);
    }

    private static Waivers read(URL file) throws IOException {
        var connection = file.openConnection();
        // A cached JAR would stay open, and be read again after it has changed.
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /// Reads the lines of a file.
    public static Waivers parse(String text) {
        return new Waivers(text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(Waiver::parse)
                .toList());
    }

    /// Those of one extension.
    List<Waiver> of(String kind, String extension) {
        return all.stream().filter(waiver -> waiver.kind().equals(kind) && waiver.extension().equals(extension)).toList();
    }

    /// Those of one law of one extension.
    List<Waiver> of(String kind, String extension, String law) {
        return of(kind, extension).stream().filter(waiver -> waiver.law().equals(law)).toList();
    }
}
