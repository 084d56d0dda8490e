package dev.starling.core.compile;

import dev.starling.api.expr.Comparison;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.*;
import dev.starling.core.simd.VectorSupport;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/// Loops over vectors of doubles, as wide as the machine has them. Eight columns a turn, in one vector or several.
final class VectorLoopWriter extends LoopWriter {
    private static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.Vector");
    private static final ClassDesc DOUBLE_VECTOR = ClassDesc.of("jdk.incubator.vector.DoubleVector");
    private static final ClassDesc SUPPORT = VectorSupport.class.describeConstable().orElseThrow();
    private static final ClassDesc VECTOR_MATH = ClassDesc.of("dev.starling.core.simd.VectorMath");
    private static final MethodTypeDesc UNARY = MethodTypeDesc.of(DOUBLE_VECTOR, DOUBLE_VECTOR);
    private static final MethodTypeDesc BINARY = MethodTypeDesc.of(DOUBLE_VECTOR, DOUBLE_VECTOR, DOUBLE_VECTOR);
    private static final MethodTypeDesc CHOICE =
            MethodTypeDesc.of(DOUBLE_VECTOR, DOUBLE_VECTOR, DOUBLE_VECTOR, DOUBLE_VECTOR, DOUBLE_VECTOR);

    private final int width = VectorSupport.width();
    private int[][] sums = {};

    VectorLoopWriter(PassFormula formula, Program program) {
        super(formula, program);
    }

    @Override
    int stepWidth() {
        return PairLoop.LANES;
    }

    private int parts() {
        return PairLoop.LANES / width;
    }

    @Override
    void openSums(CodeBuilder code) {
        sums = new int[formula.outputs()][parts()];
        for (int output = 0; output < sums.length; output++) {
            for (int part = 0; part < parts(); part++) {
                sums[output][part] = local(size());
                code.aload(LANES).loadConstant(output * PairLoop.LANES + part * width);
                fromArray(code);
                store(code, sums[output][part]);
            }
        }
    }

    @Override
    void closeSums(CodeBuilder code) {
        for (int output = 0; output < sums.length; output++) {
            for (int part = 0; part < parts(); part++) {
                load(code, sums[output][part]);
                code.aload(LANES)
                        .loadConstant(output * PairLoop.LANES + part * width)
                        .invokevirtual(
                                DOUBLE_VECTOR, "intoArray", MethodTypeDesc.of(ConstantDescs.CD_void, DOUBLES, ConstantDescs.CD_int));
            }
        }
    }

    @Override
    void block(CodeBuilder code, int j) {
        addAllParts(code, j, false);
    }

    @Override
    void maskedBlock(CodeBuilder code) {
        addAllParts(code, FROM, true);
    }

    private void addAllParts(CodeBuilder code, int j, boolean masked) {
        for (int part = 0; part < parts(); part++) {
            Values values = evaluate(code, j, part * width);
            int output = 0;
            int root = 0;
            for (; root < formula.sums().size(); root++) {
                int sum = sums[output++][part];
                load(code, sum);
                load(code, values.steps()[program.roots()[root]]);
                binary(code, "add");
                storeSum(code, sum, part, masked);
            }
            for (; root < program.roots().length; root++) {
                int pull = values.steps()[program.roots()[root]];
                for (int k = 0; k < dimensions; k++) {
                    int sum = sums[output++][part];
                    load(code, pull);
                    load(code, values.differences()[k]);
                    load(code, sum);
                    multiplyAdd(code);
                    storeSum(code, sum, part, masked);
                }
            }
        }
    }

    /// Lanes that are masked out keep their old sum. To add 0 there is not the same: -0 + 0 is 0, and 0 · ∞ is no number.
    private void storeSum(CodeBuilder code, int sum, int part, boolean masked) {
        if (masked) {
            load(code, sum);
            code.iload(TO_OR_MASK).loadConstant(part * width).iushr();
            code.invokestatic(SUPPORT, "choose", MethodTypeDesc.of(DOUBLE_VECTOR, DOUBLE_VECTOR, DOUBLE_VECTOR, ConstantDescs.CD_int));
        }
        store(code, sum);
    }

    @Override
    void broadcast(CodeBuilder code) {
        code.invokestatic(SUPPORT, "broadcast", MethodTypeDesc.of(DOUBLE_VECTOR, ConstantDescs.CD_double));
    }

    @Override
    void fromArray(CodeBuilder code) {
        code.invokestatic(SUPPORT, "load", MethodTypeDesc.of(DOUBLE_VECTOR, DOUBLES, ConstantDescs.CD_int));
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
    void operate(CodeBuilder code, Expr node) {
        switch (node) {
            case Sum _ -> binary(code, "add");
            case Difference _ -> binary(code, "sub");
            case Product _ -> binary(code, "mul");
            case Quotient _ -> binary(code, "div");
            case Negation _ -> code.invokevirtual(DOUBLE_VECTOR, "neg", MethodTypeDesc.of(DOUBLE_VECTOR));
            case Square _ -> {
                code.dup();
                binary(code, "mul");
            }
            case SquareRoot _ -> code.invokevirtual(DOUBLE_VECTOR, "sqrt", MethodTypeDesc.of(DOUBLE_VECTOR));
            case Exponential _ -> code.invokestatic(VECTOR_MATH, "exp", UNARY);
            case Logarithm _ -> code.invokestatic(VECTOR_MATH, "log", UNARY);
            case LogarithmOnePlus _ -> code.invokestatic(VECTOR_MATH, "log1p", UNARY);
            case Power _ -> code.invokestatic(VECTOR_MATH, "pow", BINARY);
            case Minimum _ -> binary(code, "min");
            case Maximum _ -> binary(code, "max");
            case XLogY _ -> code.invokestatic(SUPPORT, "xlogy", BINARY);
            case Constant _, Leaf _, Where _ -> throw new IllegalArgumentException(node.toString());
        }
    }

    private static void binary(CodeBuilder code, String name) {
        code.invokevirtual(DOUBLE_VECTOR, name, MethodTypeDesc.of(DOUBLE_VECTOR, VECTOR));
    }

    @Override
    void choose(CodeBuilder code, Comparison comparison) {
        String method = switch (comparison) {
            case LESS -> "whereLess";
            case AT_MOST -> "whereAtMost";
            case EQUAL -> "whereEqual";
        };
        code.invokestatic(SUPPORT, method, CHOICE);
    }

    @Override
    void multiplyAdd(CodeBuilder code) {
        code.invokevirtual(DOUBLE_VECTOR, "fma", MethodTypeDesc.of(DOUBLE_VECTOR, VECTOR, VECTOR));
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
