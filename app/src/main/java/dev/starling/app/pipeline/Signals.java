package dev.starling.app.pipeline;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/// The signals that ask a program to end, heard before Java begins to go down by itself: then nothing could be written in peace any more.
///
/// `sun.misc.Signal` is the only way, and is called by its name because the compiler's warning of it cannot be turned off. Where it is
/// missing, Java ends at once, as it does by itself.
final class Signals implements AutoCloseable {
    /// What a program that was ended by a signal exits with.
    private static final Map<String, Integer> CODES = Map.of("HUP", 129, "INT", 130, "TERM", 143);

    private record Before(Object signal, Object handler) {}

    private final List<Before> before = new ArrayList<>();

    /// @param heard told the exit code, on a thread of its own for each signal
    Signals(IntConsumer heard) {
        CODES.forEach((name, code) -> {
            try {
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
            } catch (ReflectiveOperationException e) {
                // No such signal here, or Java was told to leave it alone.
            }
        });
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
