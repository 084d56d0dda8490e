package dev.starling.app.fault;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Text that comes from elsewhere, such as a plug-in or the name of a file, made fit for one line on a terminal.
public final class Words {
    private static final int LONGEST = 600;

    /// Words that mean themselves in every shell.
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_@%+:,./-][\\p{L}\\p{N}_@%+=:,./-]*");

    private Words() {}

    /// Control characters, line ends and what turns the direction of writing as escapes; cut where it is longer than a few lines.
    public static String oneLine(String text) {
        return line(text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " ...");
    }

    /// The same, however long it is.
    public static String line(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (c == '\n' || c == '\t') {
                line.append(' ');
            } else if (type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE) {
                line.append(String.format("\\u%04x", c));
            } else {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }

    /// The same of each of its lines, where a message has several.
    public static String lines(String text) {
        return Arrays.stream(text.split("\n", -1)).map(Words::line).collect(Collectors.joining("\n"));
    }

    /// A word as it is typed, so that a command that is told does what it says, whatever a file is called.
    public static String typed(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /// What was thrown. Its own methods belong to the plug-in too, and are not trusted to return.
    public static String of(Throwable thrown) {
        Throwable shown = thrown instanceof ExceptionInInitializerError && thrown.getCause() != null ? thrown.getCause() : thrown;
        String name = shown.getClass().getSimpleName();
        try {
            String message = shown.getMessage();
            return message == null || message.isEmpty() ? name : name + ": " + message;
        } catch (Throwable again) {
            return name;
        }
    }
}
