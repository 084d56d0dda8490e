package dev.starling.core.compile;

import dev.starling.core.base.Precision;
import dev.starling.core.simd.SingleVectorMath;
import dev.starling.core.simd.VectorMath;
import dev.starling.core.simd.VectorSupport;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;

/// What a loop over vectors is written with: a value is a vector, as wide as the machine has them, and is computed by calls to the vector
/// module, or by code that is copied into the loop.
abstract class VectorCode extends LoopWriter {
    private static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.Vector");
    private static final ClassDesc VECTOR_SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
    private static final ClassDesc SPECIES = ClassDesc.of("dev.starling.core.simd.Species");
    private static final ClassDesc SUPPORT = VectorSupport.class.describeConstable().orElseThrow();

    private static final Inliner OF_SUPPORT = new Inliner(VectorSupport.class, Map.of());
    private static final Inliner OF_DOUBLES =
            new Inliner(VectorMath.class, Map.of("at", "atOf" + VectorSupport.width(Precision.DOUBLE)));
    private static final Inliner OF_FLOATS =
            new Inliner(SingleVectorMath.class, Map.of("at", "atOf" + VectorSupport.width(Precision.SINGLE)));

    private final boolean copies;
    private final ClassDesc vector;
    private final ClassDesc number;
    private final MethodTypeDesc unary;
    final MethodTypeDesc binary;
    private final MethodTypeDesc choice;
    final int width;

    /// @param rows    number of rows that a turn takes
    /// @param copies  whether the code of elementary functions is copied into the loop, instead of called
    VectorCode(LoopFormula formula, Program program, Precision precision, int rows, boolean copies) {
        super(formula, program, precision, rows);
        this.copies = copies;
        boolean isDouble = precision == Precision.DOUBLE;
        vector = ClassDesc.of("jdk.incubator.vector." + (isDouble ? "DoubleVector" : "FloatVector"));
        number = isDouble ? ConstantDescs.CD_double : ConstantDescs.CD_float;
        unary = MethodTypeDesc.of(vector, vector);
        binary = MethodTypeDesc.of(vector, vector, vector);
        choice = MethodTypeDesc.of(vector, vector, vector, vector, vector);
        width = VectorSupport.width(precision);
    }

    void intoArray(CodeBuilder code) {
        code.invokevirtual(vector, "intoArray", MethodTypeDesc.of(ConstantDescs.CD_void, array, ConstantDescs.CD_int));
    }

    @Override
    void broadcast(CodeBuilder code) {
        support(code, "broadcast", MethodTypeDesc.of(vector, number));
    }

    /// Loads are those of the vector module itself, which the compiler inlines however long the loop is; ours it would not.
    @Override
    void openLoad(CodeBuilder code) {
        code.getstatic(SPECIES, precision.name(), VECTOR_SPECIES);
    }

    @Override
    void fromArray(CodeBuilder code) {
        code.invokestatic(vector, "fromArray", MethodTypeDesc.of(vector, VECTOR_SPECIES, array, ConstantDescs.CD_int));
    }

    @Override
    int size() {
        return 1;
    }

    @Override
    void load(CodeBuilder code, int local) {
        code.aload(local);
    }

    @Override
    void store(CodeBuilder code, int local) {
        code.astore(local);
    }

    @Override
    void operate(CodeBuilder code, Op op) {
        switch (op) {
            case ADD -> binary(code, "add");
            case SUBTRACT -> binary(code, "sub");
            case MULTIPLY -> binary(code, "mul");
            case DIVIDE -> binary(code, "div");
            case NEGATE -> code.invokevirtual(vector, "neg", MethodTypeDesc.of(vector));
            case ABSOLUTE -> support(code, "absolute", unary);
            case SQUARE -> {
                code.dup();
                binary(code, "mul");
            }
            case ROOT -> code.invokevirtual(vector, "sqrt", MethodTypeDesc.of(vector));
            case MINIMUM -> binary(code, "min");
            case MAXIMUM -> binary(code, "max");
            case WHERE_LESS -> support(code, "whereLess", choice);
            case WHERE_AT_MOST -> support(code, "whereAtMost", choice);
            case WHERE_EQUAL -> support(code, "whereEqual", choice);
            case EXP, EXP_OF_NOT_POSITIVE, LOG, LOG_OF_NORMAL, LOG1P, LOG1P_OF_NOT_NEGATIVE -> math(code, op.ofVectors, unary);
            case POW, XLOGY, WEIGHTED_LOG -> math(code, op.ofVectors, binary);
        }
    }

    private void math(CodeBuilder code, String name, MethodTypeDesc type) {
        boolean isDouble = precision == Precision.DOUBLE;
        if (copies) {
            (isDouble ? OF_DOUBLES : OF_FLOATS).inline(code, name, type, this::local);
        } else {
            code.invokestatic((isDouble ? VectorMath.class : SingleVectorMath.class).describeConstable().orElseThrow(), name, type);
        }
    }

    /// The lanes of one of two vectors, by the bits of a mask.
    void choose(CodeBuilder code) {
        support(code, "choose", MethodTypeDesc.of(vector, vector, vector, ConstantDescs.CD_int));
    }

    /// The larger of two whose signs are not set.
    void larger(CodeBuilder code) {
        support(code, "larger", binary);
    }

    void add(CodeBuilder code) {
        binary(code, "add");
    }

    @Override
    void zero(CodeBuilder code) {
        openLoad(code);
        code.invokestatic(vector, "zero", MethodTypeDesc.of(vector, VECTOR_SPECIES));
    }

    private void binary(CodeBuilder code, String name) {
        code.invokevirtual(vector, name, MethodTypeDesc.of(vector, VECTOR));
    }

    private void support(CodeBuilder code, String name, MethodTypeDesc type) {
        if (copies) {
            OF_SUPPORT.inline(code, name, type, this::local);
        } else {
            code.invokestatic(SUPPORT, name, type);
        }
    }

    @Override
    void multiplyAdd(CodeBuilder code) {
        code.invokevirtual(vector, "fma", MethodTypeDesc.of(vector, VECTOR, VECTOR));
    }

    @Override
    void subtract(CodeBuilder code) {
        binary(code, "sub");
    }

    @Override
    void multiply(CodeBuilder code) {
        binary(code, "mul");
    }
}
