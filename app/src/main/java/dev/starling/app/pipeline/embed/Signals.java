package dev.starling.app.pipeline.embed;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// The signals that ask a program to end, heard before Java begins to go down by itself: then nothing could be written in peace any more.
///
/// `sun.misc.Signal` is the only way, and is called by its name because the compiler's warning of it cannot be turned off. Where it is
/// missing, Java ends at once, as it does by itself, and that is said. A signal that whoever started the program has it ignore, as `nohup`
/// does, stays ignored: Java sees to that.
final class Signals implements AutoCloseable {
    /// What a program that was ended by a signal exits with.
    private static final Map<String, Integer> CODES = Map.of("HUP", 129, "INT", 130, "TERM", 143);

    private record Before(Object signal, Object handler) {}

    private final List<Before> before = new ArrayList<>();

    /// @param say   told which signals cannot be heard
    /// @param heard told the exit code, on a thread of its own for each signal
    Signals(Consumer<String> say, IntConsumer heard) {
        SortedSet<String> deaf = new TreeSet<>();
        String why = "Java is told to leave signals alone, by -Xrs";
        for (Map.Entry<String, Integer> signal : CODES.entrySet()) {
            try {
                hear(signal.getKey(), signal.getValue(), heard);
            } catch (ClassNotFoundException e) {
                why = "Java has no module jdk.unsupported";
                deaf.add(signal.getKey());
            } catch (ReflectiveOperationException e) {
                deaf.add(signal.getKey());
            }
        }
        if (File.separatorChar == '\\') {
            deaf.remove("HUP"); // Windows has none.
        }
        if (!deaf.isEmpty()) {
            say.accept("signals cannot be heard, because " + why + ": a run that is stopped by " + String.join(", ", deaf) + " keeps nothing");
        }
    }

    private void hear(String name, int code, IntConsumer heard) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.SignalHandler");
        Object signal = Class.forName("sun.misc.Signal").getConstructor(String.class).newInstance(name);
        Object handler = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) ->
                switch (method.getName()) {
                    case "handle" -> {
                        heard.accept(code);
                        yield null;
                    }
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> name;
                });
        before.add(new Before(signal, set(signal, handler)));
    }

    private static Object set(Object signal, Object handler) throws ReflectiveOperationException {
        try {
            return signal.getClass().getMethod("handle", signal.getClass(), Class.forName("sun.misc.SignalHandler"))
                    .invoke(null, signal, handler);
        } catch (InvocationTargetException e) {
            throw new ReflectiveOperationException(e);
        }
    }

    @Override
    public void close() {
        for (Before one : before) {
            try {
                set(one.signal, one.handler);
            } catch (ReflectiveOperationException e) {
                // It could be set before.
            }
        }
    }
}
