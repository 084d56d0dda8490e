package dev.starling.app.plugins;

import java.io.OutputStream;
import java.io.PrintStream;

/// Keeps what plug-ins print out of the results: while installed, standard output that comes from their code goes to standard error.
final class PluginOutput extends OutputStream implements AutoCloseable {
    private final PrintStream results = System.out;
    private final PrintStream rest = System.err;

    private PluginOutput() {}

    static PluginOutput install() {
        PluginOutput output = new PluginOutput();
        System.setOut(new PrintStream(output, true, output.results.charset()));
        return output;
    }

    private PrintStream target() {
        boolean ofPlugin = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.anyMatch(frame -> frame.getDeclaringClass().getClassLoader() instanceof PluginClassLoader));
        return ofPlugin ? rest : results;
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

    @Override
    public void close() {
        System.setOut(results);
    }
}
