package dev.starling.app.plugins.jar;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// A JAR looked at before any of its code is loaded: is it whole, does it stay in its own packages, what does it declare?
///
/// @param declared names of the extension classes, from `META-INF/services` and PF4J's index
/// @param signers  who signed it; nobody as a rule
public record JarInspection(Descriptor descriptor, Set<String> declared, List<Signer> signers) {
    private static final String SERVICES = "META-INF/services/dev.starling.api.";
    private static final String INDEX = "META-INF/extensions.idx";
    private static final List<String> FOREIGN = List.of("java/", "jdk/", "sun/", "com/sun/", "org/pf4j/", "dev/starling/");
    private static final int MOST_ENTRIES = 20_000;
    private static final long MOST_BYTES = 256L << 20;
    private static final int MOST_BYTES_OF_A_MANIFEST = 1 << 18;
    private static final int CLASS_MAGIC = 0xCAFEBABE;

    /// Class files of Java n have version 44 + n.
    private static final int BEFORE_JAVA_1 = 44;

    /// @param builtIn whether the JAR is of the distribution, whose classes need not be looked at one by one
    public static JarInspection of(Path jar, boolean builtIn, String api) throws Refusal {
        try (ZipFile zip = new ZipFile(jar.toFile(), StandardCharsets.UTF_8)) {
            List<? extends ZipEntry> entries = checkedNames(zip);
            Descriptor descriptor = Descriptor.of(manifest(zip), api);
            Set<String> declared = new LinkedHashSet<>();
            Set<String> classes = new HashSet<>();
            look(zip, entries, builtIn, declared, classes);
            checkDeclared(declared, classes);
            boolean signed = entries.stream().map(ZipEntry::getName).anyMatch(Signer::isSignature);
            return new JarInspection(descriptor, declared, signed ? Signer.of(jar) : List.of());
        } catch (ZipException e) {
            throw new Refusal("it is no JAR, or a damaged one (" + e.getMessage() + "): get the file anew", e);
        } catch (IOException e) {
            throw new Refusal("it is a damaged JAR (" + e.getMessage() + "): get the file anew", e);
        }
    }

    /// Sorts out what is declared and which classes there are. Strangers' entries are read to the end, each.
    private static void look(ZipFile zip, List<? extends ZipEntry> entries, boolean builtIn, Set<String> declared, Set<String> classes)
            throws IOException, Refusal {
        long total = 0;
        for (ZipEntry entry : entries) {
            String name = entry.getName();
            boolean isClass = name.endsWith(".class");
            boolean declares = name.startsWith(SERVICES) || name.equals(INDEX);
            if (isClass) {
                classes.add(name);
            }
            if (builtIn && !declares) {
                continue; // Its build looked at it; what is damaged shows where it is loaded.
            }
            byte[] content = content(zip, entry);
            total += content.length;
            if (total > MOST_BYTES) {
                throw new Refusal("it is more than " + (MOST_BYTES >> 20) + " MiB when unpacked");
            }
            if (isClass) {
                checkClass(name, content);
            } else if (declares) {
                declared.addAll(names(content));
            }
        }
    }

    private static List<? extends ZipEntry> checkedNames(ZipFile zip) throws Refusal {
        if (zip.size() > MOST_ENTRIES) {
            throw new Refusal("it has " + zip.size() + " entries, and " + MOST_ENTRIES + " are the most");
        }
        List<? extends ZipEntry> entries = zip.stream().toList();
        Set<String> seen = new HashSet<>();
        for (ZipEntry entry : entries) {
            String name = entry.getName();
            if (name.startsWith("/") || name.contains("\\") || name.contains(":") || ("/" + name + "/").contains("/../")) {
                throw new Refusal("it has an entry '" + name + "', which leads out of it");
            }
            if (!seen.add(name)) {
                throw new Refusal("it has two entries '" + name + "'");
            }
            if (name.toLowerCase(Locale.ROOT).endsWith(".jar")) {
                throw new Refusal("it holds another JAR, '" + name + "', which would not be loaded: put the classes in");
            }
        }
        return entries;
    }

    private static Attributes manifest(ZipFile zip) throws IOException, Refusal {
        ZipEntry entry = zip.getEntry(JarFile.MANIFEST_NAME);
        if (entry == null) {
            throw new Refusal("it has no manifest, so it is no plug-in of Starling's");
        }
        byte[] content;
        try (InputStream in = zip.getInputStream(entry)) {
            content = in.readNBytes(MOST_BYTES_OF_A_MANIFEST + 1);
        }
        if (content.length > MOST_BYTES_OF_A_MANIFEST) {
            throw new Refusal("its manifest has more than " + MOST_BYTES_OF_A_MANIFEST + " bytes, which is the most");
        }
        return new Manifest(new ByteArrayInputStream(content)).getMainAttributes();
    }

    /// The whole of an entry, which must be as long as it says and have the checksum that it says.
    private static byte[] content(ZipFile zip, ZipEntry entry) throws IOException, Refusal {
        if (entry.getSize() > MOST_BYTES) {
            throw new Refusal("its entry '" + entry.getName() + "' claims " + entry.getSize() + " bytes");
        }
        int claimed = (int) Math.max(0, entry.getSize());
        byte[] content;
        try (InputStream in = zip.getInputStream(entry)) {
            content = in.readNBytes(claimed + 1);
        }
        CRC32 sum = new CRC32();
        sum.update(content);
        if (content.length != claimed || sum.getValue() != entry.getCrc()) {
            throw new Refusal("it is a damaged JAR ('" + entry.getName() + "' is not what was packed): get the file anew");
        }
        return content;
    }

    private static void checkClass(String name, byte[] content) throws Refusal {
        for (String foreign : FOREIGN) {
            if (name.startsWith(foreign)) {
                throw new Refusal(name.startsWith("dev/starling/api/")
                        ? "it bundles the API (" + name + "); make starling-api 'provided' in its build"
                        : "it has a class in a package of others, " + name);
            }
        }
        if (content.length < 8 || number(content, 0) != CLASS_MAGIC) {
            throw new Refusal("'" + name + "' is no class file");
        }
        int java = (number(content, 4) & 0xFFFF) - BEFORE_JAVA_1;
        if (java > Runtime.version().feature()) {
            throw new Refusal("it was built for Java " + java + ", and this is " + Runtime.version().feature() + " ('" + name + "')");
        }
    }

    private static int number(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xFF) << 16 | (bytes[at + 2] & 0xFF) << 8 | bytes[at + 3] & 0xFF;
    }

    /// The lines of a services file without comments.
    private static List<String> names(byte[] content) {
        List<String> names = new ArrayList<>();
        for (String line : new String(content, StandardCharsets.UTF_8).lines().toList()) {
            String name = line.replaceFirst("#.*", "").strip();
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    private static void checkDeclared(Set<String> declared, Set<String> classes) throws Refusal {
        if (declared.isEmpty()) {
            throw new Refusal("it declares no extension: name its classes in META-INF/services/dev.starling.api.Kernel, or that of "
                    + "another kind" + annotated(classes));
        }
        for (String name : declared) {
            if (!classes.contains(name.replace('.', '/') + ".class")) {
                throw new Refusal("it declares the extension " + name + ", which is not in it");
            }
        }
    }

    private static String annotated(Set<String> classes) {
        return classes.isEmpty() ? " (it has no classes at all)" : "";
    }
}
