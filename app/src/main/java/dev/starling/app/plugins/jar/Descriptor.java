package dev.starling.app.plugins.jar;

import com.github.zafarkhaja.semver.ParseException;
import com.github.zafarkhaja.semver.Version;
import com.github.zafarkhaja.semver.expr.ExpressionParser;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a plug-in says of itself in its manifest, checked.
///
/// @param requires     versions of the API that it runs on, a range with both ends
/// @param dependencies plug-ins whose classes it uses
public record Descriptor(String id, String version, String requires, List<Dependency> dependencies) {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*([.-][a-z0-9]+)*");
    private static final int LONGEST_ID = 64;
    private static final Pattern DEPENDENCY = Pattern.compile("([^@?\\s]+)(\\?)?(?:@(.+))?");

    /// No version that anybody will reach, so that a range which admits it has no upper end.
    private static final Version FAR_AWAY = Version.of(999_999, 0, 0);

    /// Attributes that would have code loaded from elsewhere, or doors of the Java machine opened.
    private static final List<String> FORBIDDEN = List.of(
            "Class-Path", "Premain-Class", "Agent-Class", "Launcher-Agent-Class", "Boot-Class-Path", "Add-Opens", "Add-Exports",
            "Enable-Native-Access");

    /// @param range versions that will do, or `*`
    public record Dependency(String id, boolean optional, String range) {
        public boolean admits(String version) {
            return range.equals("*") || Version.parse(version).satisfies(range);
        }

        /// As PF4J writes it.
        public String text() {
            return id + (optional ? "?" : "") + "@" + range;
        }
    }

    public Descriptor {
        dependencies = List.copyOf(dependencies);
    }

    /// Reads and checks the main section of a manifest.
    ///
    /// @param api version of the API that this program has
    static Descriptor of(Attributes manifest, String api) throws Refusal {
        for (String name : FORBIDDEN) {
            if (manifest.getValue(name) != null) {
                throw new Refusal("its manifest has " + name + ", which no plug-in may have: take the line out");
            }
        }
        if (manifest.getValue("Plugin-Class") != null) {
            throw new Refusal("its manifest has Plugin-Class, but plug-ins are extensions only: take the line out");
        }
        if ("true".equalsIgnoreCase(manifest.getValue(Attributes.Name.MULTI_RELEASE))) {
            throw new Refusal("it is a multi-release JAR; build it for one Java, at most " + Runtime.version().feature());
        }
        String id = required(manifest, "Plugin-Id", "my-kernel");
        if (id.length() > LONGEST_ID || !ID.matcher(id).matches()) {
            throw new Refusal("Plugin-Id must be lower-case words joined by - or ., at most " + LONGEST_ID + " characters, but was '"
                    + (id.length() > LONGEST_ID ? id.substring(0, LONGEST_ID) + "..." : id) + "'");
        }
        String version = required(manifest, "Plugin-Version", "1.0.0");
        if (!Version.isValid(version)) {
            throw new Refusal("Plugin-Version must be like 1.2.3, but was '" + version + "'");
        }
        String requires = required(manifest, "Plugin-Requires", ">=1.0 & <2.0");
        checkRange("Plugin-Requires", requires, api);
        return new Descriptor(id, version, requires, dependencies(manifest.getValue("Plugin-Dependencies")));
    }

    private static String required(Attributes manifest, String name, String example) throws Refusal {
        String value = manifest.getValue(name);
        if (value == null || value.isBlank()) {
            throw new Refusal("its manifest has no " + name + ": add a line such as '" + name + ": " + example + "'");
        }
        return value.strip();
    }

    /// Holds a range of versions of the API against the one that there is.
    ///
    /// @param name how whoever wrote the range calls it
    public static void checkRange(String name, String range, String api) throws Refusal {
        boolean endless;
        boolean fits;
        try {
            endless = satisfies(FAR_AWAY, range);
            fits = satisfies(Version.parse(api), range);
        } catch (ParseException e) {
            throw new Refusal(name + " must be a range like >=1.0 & <2.0, but was '" + range + "'", e);
        }
        if (endless) {
            throw new Refusal(name + " must have an upper end, as >=1.0 & <2.0 has, but was '" + range + "'");
        }
        if (!fits) {
            throw new Refusal("it needs API " + range + ", and this Starling has " + api + ": get a build for " + api
                    + ", or another Starling");
        }
    }

    private static boolean satisfies(Version version, String range) {
        return version.satisfies(ExpressionParser.newInstance().parse(range));
    }

    private static List<Dependency> dependencies(@Nullable String list) throws Refusal {
        List<Dependency> dependencies = new ArrayList<>();
        for (String item : list == null || list.isBlank() ? new String[0] : list.split(",", -1)) {
            Matcher parts = DEPENDENCY.matcher(item.strip());
            if (!parts.matches() || !ID.matcher(parts.group(1)).matches()) {
                throw new Refusal("Plugin-Dependencies must be like other-plugin@>=1.0, but has '" + item.strip() + "'");
            }
            String range = parts.group(3) == null ? "*" : parts.group(3).strip();
            try {
                ExpressionParser.newInstance().parse(range);
            } catch (ParseException e) {
                throw new Refusal("Plugin-Dependencies asks for " + parts.group(1) + " of version '" + range + "', which is no range", e);
            }
            dependencies.add(new Dependency(parts.group(1), parts.group(2) != null, range));
        }
        return dependencies;
    }
}
