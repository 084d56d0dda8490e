package dev.starling.core;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/// No numeric code calls what gives different bits on different machines, or from one run to the next.
class NumericCodeTest {
    /// A class of each place that is searched: api, core, and the plug-ins.
    private static final List<String> IN_EACH_PLACE = List.of(
            "dev.starling.api.Kernel",
            "dev.starling.core.Embedder",
            "dev.starling.plugins.kernels.StudentT",
            "dev.starling.plugins.costs.KullbackLeibler",
            "dev.starling.plugins.stress.MetricMds",
            "dev.starling.plugins.optimizers.GradientDescent");

    private static final Set<String> OF_MATH = Set.of(
            "exp", "expm1", "log", "log10", "log1p", "pow", "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh",
            "cbrt", "hypot", "random");

    private static final Set<String> OF_OPERATORS = Set.of(
            "EXP", "EXPM1", "LOG", "LOG10", "LOG1P", "POW", "SIN", "COS", "TAN", "ASIN", "ACOS", "ATAN", "ATAN2", "SINH", "COSH", "TANH",
            "CBRT", "HYPOT");

    @Test
    void nothingWhoseBitsDependOnTheMachineIsCalled() throws Exception {
        List<String> found = new ArrayList<>();
        int searched = 0;
        for (String name : IN_EACH_PLACE) {
            for (ClassModel type : classesBeside(Class.forName(name))) {
                searched++;
                found.addAll(forbidden(type));
            }
        }
        assertThat(searched).isGreaterThan(150);
        assertThat(found).isEmpty();
    }

    /// What the search is for, so that it is seen to find it.
    private static final class Offender {
        double powerOf(double x) {
            return Math.pow(x, new Random(1).nextDouble()) + Stream.of(x).parallel().mapToDouble(v -> v).sum();
        }
    }

    @Test
    void theSearchFindsAnOffender() throws IOException {
        assertThat(new Offender().powerOf(1)).isEqualTo(2);
        try (InputStream in = NumericCodeTest.class.getResourceAsStream("NumericCodeTest$Offender.class")) {
            assertThat(forbidden(ClassFile.of().parse(in.readAllBytes()))).hasSizeGreaterThanOrEqualTo(3);
        }
    }

    private static List<String> forbidden(ClassModel type) {
        List<String> found = new ArrayList<>();
        for (MethodModel method : type.methods()) {
            method.code().ifPresent(code -> code.forEach(element -> {
                boolean bad = switch (element) {
                    case InvokeInstruction call -> isForbidden(call.owner().asInternalName(), call.name().stringValue());
                    case FieldInstruction field -> field.owner().asInternalName().endsWith("/VectorOperators")
                            && OF_OPERATORS.contains(field.name().stringValue());
                    default -> false;
                };
                if (bad) {
                    found.add(type.thisClass().asInternalName() + "." + method.methodName().stringValue() + ": " + element);
                }
            }));
        }
        return found;
    }

    private static boolean isForbidden(String owner, String name) {
        boolean math = owner.equals("java/lang/Math") && OF_MATH.contains(name);
        boolean random = Set.of("java/util/Random", "java/util/concurrent/ThreadLocalRandom").contains(owner);
        boolean reduction = owner.matches("jdk/incubator/vector/(Double|Float)Vector") && name.startsWith("reduceLanes");
        boolean parallel = name.equals("parallel") || name.equals("parallelStream") || name.startsWith("parallelPrefix");
        return math || random || reduction || parallel;
    }

    /// All classes of the folder or JAR that a class is from.
    private static List<ClassModel> classesBeside(Class<?> type) throws Exception {
        Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(place)) {
            return parsed(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + place.toUri()), Map.of())) {
            return parsed(jar.getPath("/"));
        }
    }

    private static List<ClassModel> parsed(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".class")
                            && !file.toString().endsWith("module-info.class"))
                    .map(file -> {
                        try {
                            return ClassFile.of().parse(Files.readAllBytes(file));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }
}
