package dev.starling.core.compile;

import dev.starling.core.base.Precision;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Collections;

/// Loops over plain numbers: fast after a few milliseconds, and there wherever Java is.
final class ScalarLoopWriter extends LoopWriter {
    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    private static final ClassDesc SUPPORT = ScalarSupport.class.describeConstable().orElseThrow();

    /// Rows of a turn where each pair keeps sums of its own: to add to one sum alone is to wait for the last addition.
    private static final int ROWS_OF_PAIRS = 4;

    private final boolean isDouble;
    private final TypeKind kind;
    private final ClassDesc number;
    private final ClassDesc elementary;

    ScalarLoopWriter(LoopFormula formula, Program program, Precision precision) {
        super(formula, program, precision, formula.pairs().keepEach() ? ROWS_OF_PAIRS : 1);
        isDouble = precision == Precision.DOUBLE;
        kind = isDouble ? TypeKind.DOUBLE : TypeKind.FLOAT;
        number = isDouble ? ConstantDescs.CD_double : ConstantDescs.CD_float;
        elementary = isDouble
                ? ClassDesc.of("dev.starling.api.expr.tree.Elementary")
                : ClassDesc.of("dev.starling.core.simd.SingleMath");
    }

    /// The type of a method of so many numbers that returns one.
    private MethodTypeDesc signature(int numbers) {
        return MethodTypeDesc.of(number, Collections.nCopies(numbers, number));
    }

    /// That of all loops is made of scalar code.
    @Override
    void takeRows(ClassBuilder type) {}

    @Override
    int stepWidth() {
        return 1;
    }

    /// There is one part.
    @Override
    void addOffset(CodeBuilder code, int part) {}

    @Override
    void openSums(CodeBuilder code, int rows) {}

    @Override
    void closeSums(CodeBuilder code, int rows) {}

    @Override
    void block(CodeBuilder code, int j, int rows) {
        LoopColumns.Values values = new LoopColumns(this, code, j, 0).evaluate(0);
        int lane = local(1);
        code.iload(j).iload(FROM).isub().loadConstant(precision.lanes() - 1).iand().istore(lane);
        int output = 0;
        for (int root = 0; root < program.roots().length; root++) {
            int term = values.steps()[program.roots()[root]];
            if (root < formula.sums().size()) {
                if (formula.pairs().haveRows()) {
                    addressLanes(code, 0, output);
                    code.iload(lane).iadd();
                    add(code, term);
                }
                if (output >= formula.firstOfColumns()) {
                    code.aload(accumulators[output - formula.firstOfColumns()]).iload(j);
                    add(code, term);
                }
                output++;
                continue;
            }
            for (int difference : values.differences()) {
                if (formula.pairs().haveRows()) {
                    addressLanes(code, 0, output);
                    code.iload(lane).iadd();
                    pull(code, term, difference);
                }
                if (output >= formula.firstOfColumns()) {
                    code.aload(accumulators[output - formula.firstOfColumns()]).iload(j);
                    pull(code, term, difference);
                }
                output++;
            }
        }
    }

    /// Adds a term to the place in an array that is on the stack.
    private void add(CodeBuilder code, int term) {
        code.dup2().arrayLoad(kind);
        load(code, term);
        operate(code, Op.ADD);
        code.arrayStore(kind);
    }

    @Override
    void blocksOfPairs(CodeBuilder code, int rows) {
        new PanelBlocks(this, rows).write(code);
    }

    @Override
    int panels() {
        return 1;
    }

    @Override
    int partsOfPanel() {
        return 1;
    }

    @Override
    void keep(CodeBuilder code, int output, int term, int sum) {
        load(code, sum);
        load(code, term);
        operate(code, formula.pairs() == LoopFormula.Pairs.EACH_LARGEST ? Op.MAXIMUM : Op.ADD);
        store(code, sum);
    }

    @Override
    void put(CodeBuilder code, int value, Runnable address) {
        address.run();
        load(code, value);
        code.arrayStore(kind);
    }

    @Override
    void zero(CodeBuilder code) {
        code.loadConstant(isDouble ? (ConstantDesc) 0.0 : 0f);
    }

    private void pull(CodeBuilder code, int term, int difference) {
        code.dup2().arrayLoad(kind);
        int sum = stored(code);
        load(code, term);
        load(code, difference);
        load(code, sum);
        multiplyAdd(code);
        code.arrayStore(kind);
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
        block(code, j, 1);
        code.labelBinding(next).iinc(j, 1);
        code.iload(TO_OR_MASK).loadConstant(1).iushr().istore(TO_OR_MASK).goto_(again);
        code.labelBinding(end);
    }

    @Override
    void broadcast(CodeBuilder code) {}

    @Override
    void openLoad(CodeBuilder code) {}

    @Override
    void fromArray(CodeBuilder code) {
        code.arrayLoad(kind);
    }

    @Override
    int size() {
        return kind.slotSize();
    }

    @Override
    void load(CodeBuilder code, int local) {
        code.loadLocal(kind, local);
    }

    @Override
    void store(CodeBuilder code, int local) {
        code.storeLocal(kind, local);
    }

    private void operate(CodeBuilder code, Opcode ofDoubles, Opcode ofFloats) {
        code.with(OperatorInstruction.of(isDouble ? ofDoubles : ofFloats));
    }

    @Override
    void operate(CodeBuilder code, Op op) {
        switch (op) {
            case ADD -> operate(code, Opcode.DADD, Opcode.FADD);
            case SUBTRACT -> subtract(code);
            case MULTIPLY -> multiply(code);
            case DIVIDE -> operate(code, Opcode.DDIV, Opcode.FDIV);
            case NEGATE -> operate(code, Opcode.DNEG, Opcode.FNEG);
            case ABSOLUTE -> code.invokestatic(MATH, "abs", signature(1));
            case SQUARE -> {
                int factor = stored(code);
                load(code, factor);
                load(code, factor);
                multiply(code);
            }
            case ROOT -> code.invokestatic(SUPPORT, "sqrt", signature(1));
            case MINIMUM -> code.invokestatic(MATH, "min", signature(2));
            case MAXIMUM -> code.invokestatic(MATH, "max", signature(2));
            case WHERE_LESS -> code.invokestatic(SUPPORT, "whereLess", signature(4));
            case WHERE_AT_MOST -> code.invokestatic(SUPPORT, "whereAtMost", signature(4));
            case WHERE_EQUAL -> code.invokestatic(SUPPORT, "whereEqual", signature(4));
            case EXP, EXP_OF_NOT_POSITIVE, LOG, LOG_OF_NORMAL, LOG1P, LOG1P_OF_NOT_NEGATIVE ->
                code.invokestatic(elementary, op.ofNumbers, signature(1));
            case POW -> code.invokestatic(elementary, op.ofNumbers, signature(2));
            case XLOGY, WEIGHTED_LOG -> code.invokestatic(SUPPORT, op.ofNumbers, signature(2));
        }
    }

    @Override
    void multiplyAdd(CodeBuilder code) {
        code.invokestatic(MATH, "fma", signature(3));
    }

    @Override
    void subtract(CodeBuilder code) {
        operate(code, Opcode.DSUB, Opcode.FSUB);
    }

    @Override
    void multiply(CodeBuilder code) {
        operate(code, Opcode.DMUL, Opcode.FMUL);
    }
}
