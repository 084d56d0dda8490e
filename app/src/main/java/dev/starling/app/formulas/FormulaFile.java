package dev.starling.app.formulas;

import dev.starling.api.Extension;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// A plug-in that is data: kernels, costs, transforms, metrics and methods in a TOML file.
///
///     id = "my-kernels"
///     version = "1.0.0"
///     requires = ">=1.0 & <2.0"
///
///     [[kernel]]
///     name = "rational-quadratic"
///     summary = "falls like a power of the distance"
///     weight = "(1 + f/(2*alpha))^(-alpha)"
///
///     [kernel.parameters.alpha]
///     default = 1
///     above = 0
///     meaning = "how fast it falls"
///
/// It holds any number of `[[kernel]]`, `[[cost]]`, `[[transform]]`, `[[metric]]` and `[[method]]`. No class of it is ever loaded, formulas have no
/// loops, and every size is bounded, so that a file from a stranger can do nothing but be wrong.
///
/// @param id         of the plug-in
/// @param version    of the plug-in
/// @param requires   the range of versions of the API that it is written for, as it stands in the file
/// @param extensions what it offers
public record FormulaFile(String id, String version, String requires, List<Extension> extensions) {
    private static final int MAX_BYTES = 1 << 16;
    private static final int MAX_PARTS = 256;

    /// Editors of Windows begin a file with it.
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /// What each part must have.
    private static final SortedMap<String, List<String>> KEYS = new TreeMap<>(Map.of(
            "kernel", List.of("name", "weight"),
            "cost", List.of("name", "cost"),
            "transform", List.of("name", "transform"),
            "metric", List.of("name", "distance"),
            "method", List.of("name", "summary", "cost")));

    public FormulaFile {
        extensions = List.copyOf(extensions);
    }

    /// Reads a file's bytes.
    ///
    /// @throws IllegalArgumentException with the place in the file, the value seen and a remedy, if it is not a plug-in
    public static FormulaFile parse(byte[] content) {
        Section file = new Section("", toml(content));
        refuseIncomplete(file);
        String id = file.matching("id", "[a-z][a-z0-9]*([.-][a-z0-9]+)*", "lower-case words joined by hyphens or dots");
        String version = file.matching("version", "[0-9]{1,9}\\.[0-9]{1,9}\\.[0-9]{1,9}(-[0-9A-Za-z.-]+)?", "a version such as 1.0.0");
        String requires = file.text("requires");
        List<Extension> extensions = new ArrayList<>();
        file.sections("kernel", MAX_PARTS).forEach(part -> extensions.add(DeclaredPart.kernel(part)));
        file.sections("cost", MAX_PARTS).forEach(part -> extensions.add(DeclaredPart.cost(part)));
        file.sections("transform", MAX_PARTS).forEach(part -> extensions.add(DeclaredPart.transform(part)));
        file.sections("metric", MAX_PARTS).forEach(part -> extensions.add(DeclaredMetric.of(part)));
        file.sections("method", MAX_PARTS).forEach(part -> extensions.add(DeclaredMethod.of(part)));
        file.refuseOthers();
        if (extensions.isEmpty()) {
            throw file.fault("it offers nothing; add [[kernel]], [[cost]], [[transform]], [[metric]] or [[method]]");
        }
        refuseRepeated(file, extensions);
        return new FormulaFile(id, version, requires, extensions);
    }

    /// All that is missing is said at once.
    private static void refuseIncomplete(Section file) {
        List<String> missing = new ArrayList<>(file.missing(List.of("id", "version", "requires")));
        KEYS.forEach((kind, keys) -> file.sections(kind, MAX_PARTS).forEach(part -> missing.addAll(part.missing(keys))));
        if (missing.size() > 1) {
            throw file.fault(String.join(", ", missing) + " are missing; add them, each as key = \"...\"");
        }
    }

    private static JsonNode toml(byte[] content) {
        if (content.length > MAX_BYTES) {
            throw new IllegalArgumentException("it has " + content.length + " bytes; a plug-in of formulas has at most " + MAX_BYTES);
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            return TomlMapper.shared().readTree(text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("it is not text in UTF-8: save it as UTF-8", e);
        } catch (JacksonException e) {
            TokenStreamLocation place = e.getLocation();
            String line = place == null || place.getLineNr() < 1
                    ? ""
                    : "line " + place.getLineNr() + ", column " + place.getColumnNr() + ": ";
            String problem = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
            throw new IllegalArgumentException(line + "it is not TOML: " + problem, e);
        }
    }

    private static void refuseRepeated(Section file, List<Extension> extensions) {
        Set<String> seen = new HashSet<>();
        for (Extension extension : extensions) {
            String kind = kind(extension);
            if (!seen.add(kind + " " + extension.name())) {
                throw file.fault("there are two " + kind + "s with the name '" + extension.name() + "'; rename one");
            }
        }
    }

    private static String kind(Extension extension) {
        return switch (extension) {
            case DeclaredPart part -> part.kind();
            case DeclaredMetric _ -> "metric";
            default -> "method";
        };
    }
}
