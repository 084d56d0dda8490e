package dev.starling.app.plugins.link;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// Whose code a stack is in: loaders of plug-ins have names that tell.
public final class PluginFrames {
    private PluginFrames() {}

    /// The place of the first frame that is a plug-in's, or nothing.
    public static String at(StackTraceElement[] trace) {
        return Arrays.stream(trace)
                .filter(PluginFrames::isOfPlugin)
                .findFirst()
                .map(frame -> ", at " + frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                        + frame.getLineNumber() + ")")
                .orElse("");
    }

    public static boolean isOfPlugin(StackTraceElement frame) {
        String loader = frame.getClassLoaderName();
        return loader != null && loader.startsWith(PluginClassLoader.PREFIX);
    }

    /// The id of the plug-in, or nothing.
    public static String pluginId(StackTraceElement[] trace) {
        return Arrays.stream(trace)
                .filter(PluginFrames::isOfPlugin)
                .findFirst()
                .map(frame -> String.valueOf(frame.getClassLoaderName()).substring(PluginClassLoader.PREFIX.length()))
                .orElse("");
    }

    /// The id of the plug-in whose code calls, if what calls is code of a plug-in and not of the host, Java's own code left out: the class of a
    /// `System.out::println` is a plug-in's too, though it has no line.
    public static Optional<String> caller() {
        ClassLoader javas = ClassLoader.getPlatformClassLoader();
        return StackWalker.getInstance(Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE, StackWalker.Option.SHOW_HIDDEN_FRAMES))
                .walk(frames -> frames
                        .dropWhile(frame -> !isOfJava(frame.getDeclaringClass().getClassLoader(), javas))
                        .map(frame -> frame.getDeclaringClass().getClassLoader())
                        .filter(loader -> !isOfJava(loader, javas))
                        .findFirst())
                .flatMap(loader -> loader instanceof PluginClassLoader plugin ? Optional.of(plugin.id()) : Optional.empty());
    }

    private static boolean isOfJava(@Nullable ClassLoader loader, ClassLoader javas) {
        return loader == null || loader.equals(javas);
    }
}
