package dev.starling.core.compile;

import dev.starling.core.base.Precision;
import dev.starling.core.simd.VectorModule;
import dev.starling.core.simd.VectorSupport;
import org.jspecify.annotations.Nullable;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Turns formulas into loops. Loops of the same structure are made once, whatever numbers the formulas hold.
public final class LoopCompiler {
    /// More than a sweep over all built-in pairs needs at a time; bounded, so that a long-lived program does not fill up.
    private static final int KEPT = 256;

    /// Longest method that HotSpot compiles; a longer one would run interpreted for ever.
    private static final int MAX_BYTECODES = 8_000;

    private static final Map<String, PairLoop> MADE = new Kept<>();

    private static final Map<String, AdaptiveLoop> ADAPTIVE = new Kept<>();

    /// The last that were used.
    private static final class Kept<T> extends LinkedHashMap<String, T> {
        Kept() {
            super(KEPT, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
            return size() > KEPT;
        }
    }

    private LoopCompiler() {}

    /// A loop, and the literals of its formulas, which are part of its operands.
    ///
    /// @param loops       the loop, or the faster of two
    /// @param backend     what the loop runs on
    /// @param operations  number of operations that a pair costs, beside its distance
    public record Compiled(
            LoopFormula formula, LoopSource loops, double[] literals, Backend backend, int operations) {
        /// What does the work now; of two loops, which.
        public Backend running() {
            return loops instanceof AdaptiveLoop adaptive
                    ? (adaptive.usesVectors() ? Backend.SIMD : Backend.SCALAR)
                    : backend;
        }

        /// Has the vector loop made ready now, if there are two loops, and does not wait for it. Passes of the same structure share it.
        public void warmUp() {
            if (loops instanceof AdaptiveLoop adaptive) {
                adaptive.warmUp();
            }
        }

        /// New operands for the loop, without inputs yet.
        ///
        /// @param n  number of columns, where something is added to them
        public <A> Operands<A> newOperands(Storage<A> storage, int n) {
            return new Operands<>(storage, formula, n);
        }

        /// The constants of a pass for its operands: values of [LoopFormula#constants], and the literals.
        public <A> A constants(Storage<A> storage, double[] values) {
            return Operands.constants(storage, values, literals);
        }
    }

    /// Bits of the vectors that loops run on here; 0 without the vector module. No result depends on it.
    public static int vectorBits() {
        return VectorModule.isThere() ? 64 * VectorSupport.width(Precision.DOUBLE) : 0;
    }

    /// The back end asked for by `-Dstarling.expr=interpret|scalar|simd`; else [Backend#ADAPTIVE] where vectors are available.
    public static Backend preferred() {
        String asked = System.getProperty("starling.expr", "");
        return switch (asked) {
            case "interpret" -> Backend.INTERPRET;
            case "scalar" -> Backend.SCALAR;
            case "simd" -> withVectors();
            case "" -> VectorModule.isThere() ? Backend.ADAPTIVE : Backend.SCALAR;
            default -> throw new IllegalArgumentException(
                    "-Dstarling.expr must be interpret, scalar or simd, but was '" + asked + "'");
        };
    }

    private static Backend withVectors() {
        if (!VectorModule.isThere()) {
            throw new IllegalArgumentException("-Dstarling.expr=simd needs the vector module: start Java with " + VectorModule.FLAG);
        }
        return Backend.SIMD;
    }

    /// What to tell people who run without the vector module; empty where it is there.
    public static String remarkOnVectors() {
        return VectorModule.isThere() ? "" : "the vector module is not there, so that loops are scalar, which are slower: start Java with " + VectorModule.FLAG;
    }

    /// Compiles a pass over doubles.
    public static Compiled compile(LoopFormula formula, Backend backend) {
        return compile(formula, Precision.DOUBLE, backend);
    }

    /// Compiles a pass. A formula too long to compile is interpreted: by its definition in doubles, and as the byte code of a scalar loop
    /// in single precision, which the interpreter of formulas does not know.
    public static Compiled compile(LoopFormula formula, Precision precision, Backend backend) {
        var roots = new ArrayList<>(formula.sums());
        roots.addAll(formula.pulls());
        Program program = Program.of(roots);
        checkInputs(formula, program);
        return switch (backend) {
            case INTERPRET -> precision == Precision.DOUBLE
                    ? compiled(formula, program, new InterpretedLoop(formula), backend)
                    : compiled(formula, program, define(asByteCode(formula, program, precision)), Backend.SCALAR);
            case SCALAR, SIMD -> {
                PairLoop loop = made(formula, program, precision, backend);
                yield loop == null
                        ? compile(formula, precision, Backend.INTERPRET)
                        : compiled(formula, program, loop, backend);
            }
            case ADAPTIVE -> {
                Compiled scalar = compile(formula, precision, Backend.SCALAR);
                yield scalar.backend() == Backend.INTERPRET
                        ? scalar
                        : new Compiled(formula, adaptive(scalar, program, precision), program.literals(), backend, program.operations());
            }
        };
    }

    private static Compiled compiled(LoopFormula formula, Program program, PairLoop loop, Backend backend) {
        return new Compiled(formula, _ -> loop, program.literals(), backend, program.operations());
    }

    private static AdaptiveLoop adaptive(Compiled scalar, Program program, Precision precision) {
        synchronized (ADAPTIVE) {
            return ADAPTIVE.computeIfAbsent(
                    key(scalar.formula(), program, precision), _ -> new AdaptiveLoop(
                            scalar.formula(), scalar.literals(), Storage.of(precision), scalar.loops().loopFor(0),
                            () -> compile(scalar.formula(), precision, Backend.SIMD).loops().loopFor(0)));
        }
    }

    private static String key(LoopFormula formula, Program program, Precision precision) {
        return precision + " " + formula.shape() + program.structure();
    }

    /// The generated loop, new or from an earlier pass of the same shape; null if it is too long to be compiled.
    private static @Nullable PairLoop made(LoopFormula formula, Program program, Precision precision, Backend backend) {
        String key = backend + " " + key(formula, program, precision);
        synchronized (MADE) {
            PairLoop loop = MADE.get(key);
            if (loop == null) {
                byte[] bytes = write(formula, program, precision, backend);
                if (bytes == null || isTooLong(bytes)) {
                    return null;
                }
                loop = define(bytes);
                MADE.put(key, loop);
            }
            return loop;
        }
    }

    private static void checkInputs(LoopFormula formula, Program program) {
        List<String> unknown = program.inputs().stream().filter(name -> !formula.hasInput(name)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("no value is known for " + String.join(", ", unknown));
        }
    }

    /// The class of a loop; null if a method of it would exceed what a class file can hold.
    private static byte @Nullable [] write(LoopFormula formula, Program program, Precision precision, Backend backend) {
        if (backend == Backend.SCALAR) {
            return write(new ScalarLoopWriter(formula, program, precision), "ScalarLoop");
        }
        byte[] withCopies = write(new VectorLoopWriter(formula, program, precision, true), "VectorLoop");
        return isTooLong(withCopies) ? write(new VectorLoopWriter(formula, program, precision, false), "VectorLoop") : withCopies;
    }

    private static byte @Nullable [] write(LoopWriter writer, String name) {
        try {
            return writer.write(LoopCompiler.class, name);
        } catch (IllegalArgumentException e) {
            // What the class-file writer says of a method beyond 65,535 bytes. A fault of ours that shows while a class is written is an
            // IllegalStateException, so that it is never taken for a long formula.
            return null;
        }
    }

    private static byte[] asByteCode(LoopFormula formula, Program program, Precision precision) {
        byte[] bytes = write(formula, program, precision, Backend.SCALAR);
        if (bytes == null) {
            throw new IllegalArgumentException("the formulas are too long for single precision; use double: " + formula);
        }
        return bytes;
    }

    private static boolean isTooLong(byte @Nullable [] bytes) {
        return bytes == null || longestMethod(bytes) > MAX_BYTECODES;
    }

    private static PairLoop define(byte[] bytes) {
        try {
            MethodHandles.Lookup hidden = MethodHandles.lookup().defineHiddenClass(bytes, true);
            return (PairLoop) hidden.lookupClass().getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot define a generated loop", e);
        }
    }

    private static int longestMethod(byte[] bytes) {
        return ClassFile.of().parse(bytes).methods().stream()
                .flatMap(method -> method.findAttribute(Attributes.code()).stream())
                .mapToInt(CodeAttribute::codeLength)
                .max()
                .orElse(0);
    }
}
