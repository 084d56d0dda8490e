package dev.starling.core.quality;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Days and moments as numbers. Where day and month could be exchanged, as in 04/05/2026, nothing is guessed.
final class Dates {
    private static final Pattern YEAR_FIRST = Pattern.compile(
            "(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})(?:[T ](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?\\s*(Z|UTC|[+-]\\d{2}:?\\d{2})?)?");
    private static final Pattern DAY_FIRST = Pattern.compile("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})");
    private static final double SECONDS = 86_400;

    private Dates() {}

    /// Days since 1970-01-01, with moments as parts of days; NaN if the text is no date.
    static double days(String text) {
        try {
            Matcher yearFirst = YEAR_FIRST.matcher(text);
            if (yearFirst.matches()) {
                LocalDate day = date(yearFirst.group(1), yearFirst.group(3), yearFirst.group(4));
                return day.toEpochDay() + (yearFirst.group(5) == null ? 0 : seconds(yearFirst) / SECONDS);
            }
            Matcher dayFirst = DAY_FIRST.matcher(text);
            return dayFirst.matches() ? date(dayFirst.group(3), dayFirst.group(2), dayFirst.group(1)).toEpochDay() : Double.NaN;
        } catch (DateTimeException e) {
            return Double.NaN;
        }
    }

    private static LocalDate date(String year, String month, String day) {
        return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
    }

    private static double seconds(Matcher moment) {
        int second = moment.group(7) == null ? 0 : Integer.parseInt(moment.group(7));
        LocalTime time = LocalTime.of(Integer.parseInt(moment.group(5)), Integer.parseInt(moment.group(6)), second);
        double fraction = moment.group(8) == null ? 0 : Double.parseDouble("0." + moment.group(8));
        String zone = moment.group(9);
        int east = zone == null || zone.equals("Z") || zone.equals("UTC") ? 0 : ZoneOffset.of(zone).getTotalSeconds();
        return time.toSecondOfDay() + fraction - east;
    }

    /// A day, with its time if it is not midnight.
    static String text(double days) {
        long seconds = Math.round(days * SECONDS);
        LocalDateTime moment = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        return moment.format(moment.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? DateTimeFormatter.ISO_LOCAL_DATE
                : DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm"));
    }
}
