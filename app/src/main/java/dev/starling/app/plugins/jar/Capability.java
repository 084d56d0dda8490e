package dev.starling.app.plugins.jar;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.reflect.AccessFlag;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// What the code of a plug-in mentions beside formulas. A tripwire and no wall: it shows an honest plug-in that changed its habits, and
/// whoever wants to hide something can.
public enum Capability {
    CLASS_LOADING,
    EXIT,
    FILES,
    NATIVE_CODE,
    PROGRAMS,
    REFLECTION,
    SETTINGS,
    SOCKETS,
    STATIC_STATE,
    THREADS,
    UNSAFE;

    private static final Set<String> NATIVE_LIBRARIES = Set.of("so", "dll", "dylib", "jnilib");

    /// Whether the use of a method or field, given by its class and name, is of this sort.
    private boolean covers(String owner, String name) {
        return switch (this) {
            case CLASS_LOADING -> begins(owner, "java/lang/ClassLoader", "java/net/URLClassLoader")
                    || Set.of("defineClass", "defineHiddenClass").contains(name);
            case EXIT -> owner.equals("java/lang/System") && name.equals("exit")
                    || owner.equals("java/lang/Runtime") && Set.of("exit", "halt", "addShutdownHook").contains(name);
            case FILES -> begins(owner, "java/nio/file/", "java/io/File", "java/io/RandomAccessFile", "java/nio/channels/FileChannel",
                    "java/nio/channels/AsynchronousFileChannel", "java/util/zip/ZipFile", "java/util/jar/JarFile");
            case NATIVE_CODE -> begins(owner, "java/lang/foreign/")
                    || begins(owner, "java/lang/System", "java/lang/Runtime") && Set.of("load", "loadLibrary").contains(name);
            case PROGRAMS -> begins(owner, "java/lang/Process") || owner.equals("java/lang/Runtime") && name.equals("exec");
            case REFLECTION -> begins(owner, "java/lang/reflect/", "java/lang/invoke/MethodHandles$Lookup")
                    || owner.equals("java/lang/Class") && begins(name, "forName", "getDeclared", "getMethod", "getConstructor", "getField");
            case SETTINGS -> owner.equals("java/lang/System") && name.startsWith("set")
                    || Set.of("java/util/Locale", "java/util/TimeZone").contains(owner) && name.equals("setDefault");
            case SOCKETS -> begins(owner, "java/net/", "javax/net/") && !Set.of("java/net/URI", "java/net/URLEncoder").contains(owner)
                    || owner.startsWith("java/nio/channels/") && owner.contains("Socket");
            case STATIC_STATE -> false;
            case THREADS -> owner.startsWith("java/lang/Thread") && !name.equals("currentThread")
                    || begins(owner, "java/util/concurrent/Executor", "java/util/concurrent/ForkJoin",
                            "java/util/concurrent/CompletableFuture", "java/util/Timer")
                    || Set.of("parallel", "parallelStream").contains(name);
            case UNSAFE -> begins(owner, "sun/", "jdk/internal/");
        };
    }

    private static boolean begins(String text, String... beginnings) {
        return Arrays.stream(beginnings).anyMatch(text::startsWith);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// All that the classes of a JAR mention.
    public static SortedSet<Capability> of(Path jar) throws IOException {
        SortedSet<Capability> found = new TreeSet<>();
        try (ZipFile zip = new ZipFile(jar.toFile(), StandardCharsets.UTF_8)) {
            for (ZipEntry entry : zip.stream().toList()) {
                String name = entry.getName();
                if (NATIVE_LIBRARIES.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT))) {
                    found.add(NATIVE_CODE);
                }
                if (name.endsWith(".class") && !name.endsWith("module-info.class")) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        scan(in.readAllBytes(), found);
                    }
                }
            }
        }
        return found;
    }

    private static void scan(byte[] code, Set<Capability> found) {
        try {
            ClassModel model = ClassFile.of().parse(code);
            for (PoolEntry entry : model.constantPool()) {
                if (entry instanceof MemberRefEntry member) {
                    String owner = member.owner().asInternalName();
                    String name = member.name().stringValue();
                    for (Capability capability : values()) {
                        if (capability.covers(owner, name)) {
                            found.add(capability);
                        }
                    }
                }
            }
            if (model.methods().stream().anyMatch(method -> method.flags().has(AccessFlag.NATIVE))) {
                found.add(NATIVE_CODE);
            }
            if (model.fields().stream().anyMatch(field -> field.flags().has(AccessFlag.STATIC) && !field.flags().has(AccessFlag.FINAL)
                    && !field.flags().has(AccessFlag.SYNTHETIC))) {
                found.add(STATIC_STATE);
            }
        } catch (IllegalArgumentException e) {
            // No class file that could be loaded either.
        }
    }
}
