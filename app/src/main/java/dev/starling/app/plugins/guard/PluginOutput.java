package dev.starling.app.plugins.guard;

import dev.starling.app.plugins.link.PluginFrames;

import java.io.OutputStream;
import java.io.PrintStream;

/// Keeps what plug-ins print out of the results: while installed, standard output that comes from their code goes to standard error.
public final class PluginOutput extends OutputStream {
    private final PrintStream results = System.out;
    private final PrintStream rest = System.err;

    private PluginOutput() {}

    public static PluginOutput install() {
        PluginOutput output = new PluginOutput();
        System.setOut(new PrintStream(output, true, output.results.charset()));
        return output;
    }

    private PrintStream target() {
        return PluginFrames.isCalling() ? rest : results;
    }

    @Override
    public void write(int b) {
        target().write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        target().write(bytes, from, length);
    }

    @Override
    public void flush() {
        results.flush();
        rest.flush();
    }

    /// A plug-in that closes standard output closes this, which does nothing.
    @Override
    public void close() {
        flush();
    }

    public void uninstall() {
        System.setOut(results);
    }
}
