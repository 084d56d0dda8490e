package dev.starling.app.plugins.link;

import java.util.Arrays;

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

    /// Whether a plug-in's code is among the callers.
    public static boolean isCalling() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.anyMatch(frame -> frame.getDeclaringClass().getClassLoader() instanceof PluginClassLoader));
    }
}
