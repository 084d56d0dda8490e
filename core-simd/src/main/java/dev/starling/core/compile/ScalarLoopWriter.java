package dev.starling.core.compile;

import dev.starling.api.expr.Comparison;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.*;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/// Loops over plain doubles: fast after a few milliseconds, and there wherever Java is.
final class ScalarLoopWriter extends LoopWriter {
    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    private static final ClassDesc ELEMENTARY = ClassDesc.of("dev.starling.api.expr.tree.Elementary");
    private static final ClassDesc SUPPORT = ScalarSupport.class.describeConstable().orElseThrow();
    private static final MethodTypeDesc UNARY = MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_double);
    private static final MethodTypeDesc BINARY =
            MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_double, ConstantDescs.CD_double);
    private static final MethodTypeDesc TERNARY = MethodTypeDesc.of(
            ConstantDescs.CD_double, ConstantDescs.CD_double, ConstantDescs.CD_double, ConstantDescs.CD_double);
    private static final MethodTypeDesc CHOICE = MethodTypeDesc.of(
            ConstantDescs.CD_double,
            ConstantDescs.CD_double,
            ConstantDescs.CD_double,
            ConstantDescs.CD_double,
            ConstantDescs.CD_double);

    ScalarLoopWriter(PassFormula formula, Program program) {
        super(formula, program);
    }

    @Override
    int stepWidth() {
        return 1;
    }

    @Override
    void openSums(CodeBuilder code) {}

    @Override
    void closeSums(CodeBuilder code) {}

    @Override
    void block(CodeBuilder code, int j) {
        Values values = evaluate(code, j, 0);
        int lane = local(1);
        code.iload(j).loadConstant(PairLoop.LANES - 1).iand().istore(lane);
        int output = 0;
        int root = 0;
        for (; root < formula.sums().size(); root++) {
            address(code, output++, lane);
            code.dup2().daload();
            load(code, values.steps()[program.roots()[root]]);
            code.dadd().dastore();
        }
        for (; root < program.roots().length; root++) {
            for (int k = 0; k < dimensions; k++) {
                address(code, output, lane);
                load(code, values.steps()[program.roots()[root]]);
                load(code, values.differences()[k]);
                address(code, output++, lane);
                code.daload();
                multiplyAdd(code);
                code.dastore();
            }
        }
    }

    @Override
    void maskedBlock(CodeBuilder code) {
        int j = local(1);
        Label again = code.newLabel();
        Label next = code.newLabel();
        Label end = code.newLabel();
        code.iload(FROM).istore(j);
        code.labelBinding(again).iload(TO_OR_MASK).ifeq(end);
        code.iload(TO_OR_MASK).loadConstant(1).iand().ifeq(next);
        block(code, j);
        code.labelBinding(next).iinc(j, 1);
        code.iload(TO_OR_MASK).loadConstant(1).iushr().istore(TO_OR_MASK).goto_(again);
        code.labelBinding(end);
    }

    private static void address(CodeBuilder code, int output, int lane) {
        code.aload(LANES).iload(lane).loadConstant(output * PairLoop.LANES).iadd();
    }

    @Override
    void broadcast(CodeBuilder code) {}

    @Override
    void fromArray(CodeBuilder code) {
        code.daload();
    }

    @Override
    int size() {
        return 2;
    }

    @Override
    void load(CodeBuilder code, int local) {
        code.dload(local);
    }

    @Override
    void store(CodeBuilder code, int local) {
        code.dstore(local);
    }

    @Override
    void operate(CodeBuilder code, Expr node) {
        switch (node) {
            case Sum _ -> code.dadd();
            case Difference _ -> code.dsub();
            case Product _ -> code.dmul();
            case Quotient _ -> code.ddiv();
            case Negation _ -> code.dneg();
            case Square _ -> code.dup2().dmul();
            case SquareRoot _ -> code.invokestatic(MATH, "sqrt", UNARY);
            case Exponential _ -> code.invokestatic(ELEMENTARY, "exp", UNARY);
            case Logarithm _ -> code.invokestatic(ELEMENTARY, "log", UNARY);
            case LogarithmOnePlus _ -> code.invokestatic(ELEMENTARY, "log1p", UNARY);
            case Power _ -> code.invokestatic(ELEMENTARY, "pow", BINARY);
            case Minimum _ -> code.invokestatic(MATH, "min", BINARY);
            case Maximum _ -> code.invokestatic(MATH, "max", BINARY);
            case XLogY _ -> code.invokestatic(SUPPORT, "xlogy", BINARY);
            case Constant _, Leaf _, Where _ -> throw new IllegalArgumentException(node.toString());
        }
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
        code.invokestatic(MATH, "fma", TERNARY);
    }

    @Override
    void subtract(CodeBuilder code) {
        code.dsub();
    }

    @Override
    void multiply(CodeBuilder code) {
        code.dmul();
    }
}
