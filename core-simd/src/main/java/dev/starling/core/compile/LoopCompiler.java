package dev.starling.core.compile;

import dev.starling.core.simd.VectorSupport;

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

    private static final Map<String, PairLoop> MADE = new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PairLoop> eldest) {
            return size() > KEPT;
        }
    };

    private LoopCompiler() {}

    /// A loop, and the literals of its formulas, which the caller puts behind the constants of a row.
    ///
    /// @param backend     what the loop runs on
    /// @param operations  number of operations that a pair costs, beside its distance
    public record Compiled(PassFormula formula, PairLoop loop, double[] literals, Backend backend, int operations) {
        /// What does the work now; an adaptive loop says which of its two.
        public Backend running() {
            return loop instanceof AdaptiveLoop adaptive
                    ? (adaptive.usesVectors() ? Backend.SIMD : Backend.SCALAR)
                    : backend;
        }

        /// An array for the constants of a row: room for coordinates and named constants, and the literals in place.
        public double[] newConstants() {
            int named = formula.dimensions() + formula.constants().size();
            double[] constants = new double[named + literals.length];
            System.arraycopy(literals, 0, constants, named, literals.length);
            return constants;
        }
    }

    /// Bits of the vectors that loops run on here; 0 without the vector module. No result depends on it.
    public static int vectorBits() {
        return VectorSupport.available() ? 64 * VectorSupport.width() : 0;
    }

    /// The back end asked for by `-Dstarling.expr=interpret|scalar|simd`; else [Backend#ADAPTIVE] where vectors are available.
    public static Backend preferred() {
        String asked = System.getProperty("starling.expr", "");
        return switch (asked) {
            case "interpret" -> Backend.INTERPRET;
            case "scalar" -> Backend.SCALAR;
            case "simd" -> Backend.SIMD;
            case "" -> VectorSupport.available() ? Backend.ADAPTIVE : Backend.SCALAR;
            default -> throw new IllegalArgumentException(
                    "-Dstarling.expr must be interpret, scalar or simd, but was '" + asked + "'");
        };
    }

    /// Compiles a pass. A formula too long to compile is interpreted.
    public static Compiled compile(PassFormula formula, Backend backend) {
        var roots = new ArrayList<>(formula.sums());
        roots.addAll(formula.pulls());
        Program program = Program.of(roots);
        checkInputs(formula, program);
        if (backend == Backend.INTERPRET) {
            return new Compiled(formula, new InterpretedLoop(formula), program.literals(), backend, program.operations());
        }
        if (backend == Backend.ADAPTIVE) {
            Compiled scalar = compile(formula, Backend.SCALAR);
            if (scalar.backend() == Backend.INTERPRET) {
                return scalar;
            }
            PairLoop loop = new AdaptiveLoop(
                    formula, scalar.loop(), () -> compile(formula, Backend.SIMD).loop(), program.literals());
            return new Compiled(formula, loop, program.literals(), backend, program.operations());
        }
        String key = backend + " " + formula.dimensions() + " " + formula.sums().size() + formula.columns()
                + formula.constants() + program.structure();
        PairLoop loop;
        synchronized (MADE) {
            loop = MADE.get(key);
            if (loop == null) {
                byte[] bytes = write(formula, program, backend);
                if (longestMethod(bytes) > MAX_BYTECODES) {
                    return compile(formula, Backend.INTERPRET);
                }
                loop = define(bytes);
                MADE.put(key, loop);
            }
        }
        return new Compiled(formula, loop, program.literals(), backend, program.operations());
    }

    private static void checkInputs(PassFormula formula, Program program) {
        List<String> unknown = program.inputs().stream()
                .filter(name -> !name.equals(PassFormula.SQUARED_DISTANCE))
                .filter(name -> !formula.columns().contains(name) && !formula.constants().contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("no value is known for " + String.join(", ", unknown));
        }
    }

    private static byte[] write(PassFormula formula, Program program, Backend backend) {
        return backend == Backend.SIMD
                ? new VectorLoopWriter(formula, program).write(LoopCompiler.class, "VectorLoop")
                : new ScalarLoopWriter(formula, program).write(LoopCompiler.class, "ScalarLoop");
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
