package dev.starling.app.command.options;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `90s`, `10m`, `1h30m`; a number alone is in seconds.
public final class DurationConverter implements ITypeConverter<Duration> {
    private static final Pattern PARTS = Pattern.compile("(?:([0-9]{1,6})h)?(?:([0-9]{1,6})m(?:in)?)?(?:([0-9]{1,8})s?)?");

    @Override
    public Duration convert(String text) {
        Matcher parts = PARTS.matcher(text.toLowerCase(Locale.ROOT).replace(" ", ""));
        Duration all = parts.matches()
                ? Duration.ofHours(number(parts, 1)).plusMinutes(number(parts, 2)).plusSeconds(number(parts, 3))
                : Duration.ZERO;
        if (all.isZero()) {
            throw new TypeConversionException("'" + text + "' is no time: say 90s, 10m or 1h30m");
        }
        return all;
    }

    private static long number(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
    }
}
