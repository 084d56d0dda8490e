package dev.starling.core.compile;

import dev.starling.api.expr.Comparison;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.*;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/// Writes the class of a [PairLoop] for one [PassFormula]. What is the same for scalar and vector code stands here: where inputs
/// come from, the order of the steps, the shape of the class. What a value is, and how it is computed, is the subclass's.
///
/// A generated class names its formulas as its source file and as its text, so that a stack trace or a profile shows them.
abstract class LoopWriter {
    static final ClassDesc DOUBLES = ConstantDescs.CD_double.arrayType();
    private static final ClassDesc PAIR_LOOP = PairLoop.class.describeConstable().orElseThrow();
    private static final MethodTypeDesc SIGNATURE = MethodTypeDesc.of(
            ConstantDescs.CD_void,
            DOUBLES.arrayType(),
            ConstantDescs.CD_int.arrayType(),
            DOUBLES,
            ConstantDescs.CD_int,
            ConstantDescs.CD_int,
            DOUBLES);

    // Local variables that hold the arguments of both methods.
    private static final int COLUMNS = 1;
    private static final int BASES = 2;
    private static final int CONSTANTS = 3;
    static final int FROM = 4;
    static final int TO_OR_MASK = 5;
    static final int LANES = 6;
    private static final int FIRST_FREE = 7;

    final PassFormula formula;
    final Program program;
    final int dimensions;

    private int nextLocal;

    // Local variables of the inputs: arrays and bases of columns, values of constants.
    private final int[] arrays;
    private final int[] bases;
    private final int[] constants;

    LoopWriter(PassFormula formula, Program program) {
        this.formula = formula;
        this.program = program;
        this.dimensions = formula.dimensions();
        this.arrays = new int[dimensions + formula.columns().size()];
        this.bases = new int[arrays.length];
        this.constants = new int[dimensions + formula.constants().size() + program.literals().length];
    }

    /// Bytes of the class, in the package of `neighbour`.
    byte[] write(Class<?> neighbour, String name) {
        ClassDesc description = ClassDesc.of(neighbour.getPackageName(), name);
        return ClassFile.of().build(description, type -> type.withFlags(
                        ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC)
                .withInterfaceSymbols(PAIR_LOOP)
                .with(SourceFileAttribute.of(formula.toString()))
                .withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, ClassFile.ACC_PUBLIC, code -> code.aload(0)
                        .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                        .return_())
                .withMethodBody("toString", MethodTypeDesc.of(ConstantDescs.CD_String), ClassFile.ACC_PUBLIC, code -> code
                        .loadConstant(name + ": " + formula)
                        .areturn())
                .withMethodBody("blocks", SIGNATURE, ClassFile.ACC_PUBLIC, this::blocks)
                .withMethodBody("masked", SIGNATURE, ClassFile.ACC_PUBLIC, this::masked));
    }

    private void blocks(CodeBuilder code) {
        begin(code);
        openSums(code);
        int j = local(1);
        code.iload(FROM).istore(j);
        Label again = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(again).iload(j).iload(TO_OR_MASK).if_icmpge(end);
        block(code, j);
        code.iinc(j, stepWidth()).goto_(again).labelBinding(end);
        closeSums(code);
        code.return_();
    }

    private void masked(CodeBuilder code) {
        begin(code);
        openSums(code);
        maskedBlock(code);
        closeSums(code);
        code.return_();
    }

    /// Columns that one turn of the loop covers.
    abstract int stepWidth();

    /// Brings running sums into local variables, if they are kept there.
    abstract void openSums(CodeBuilder code);

    /// Puts running sums back.
    abstract void closeSums(CodeBuilder code);

    /// Adds the terms of [#stepWidth()] columns from local variable `j`.
    abstract void block(CodeBuilder code, int j);

    /// Adds the terms of those of the eight columns from [#FROM] whose bit is set in [#TO_OR_MASK].
    abstract void maskedBlock(CodeBuilder code);

    /// Turns the double on the stack into a value.
    abstract void broadcast(CodeBuilder code);

    /// Loads a value from the array and the index on the stack.
    abstract void fromArray(CodeBuilder code);

    /// Slots that a value takes in the local variables.
    abstract int size();

    abstract void load(CodeBuilder code, int local);

    abstract void store(CodeBuilder code, int local);

    /// Replaces the operands on the stack by the result of an operation of one or two operands.
    abstract void operate(CodeBuilder code, Expr node);

    /// Replaces left, right, then, otherwise on the stack by the chosen one.
    abstract void choose(CodeBuilder code, Comparison comparison);

    /// Replaces a, b, c on the stack by a · b + c, rounded once.
    abstract void multiplyAdd(CodeBuilder code);

    abstract void subtract(CodeBuilder code);

    abstract void multiply(CodeBuilder code);

    final int local(int slots) {
        int local = nextLocal;
        nextLocal += slots;
        return local;
    }

    /// Computes all steps for the columns at local variable `j` plus `offset`.
    final Values evaluate(CodeBuilder code, int j, int offset) {
        int[] differences = new int[dimensions];
        for (int k = 0; k < dimensions; k++) {
            differences[k] = local(size());
            load(code, constants[k]);
            loadColumn(code, k, j, offset);
            subtract(code);
            store(code, differences[k]);
        }
        int[] locals = new int[program.steps().size()];
        for (int n = 0; n < locals.length; n++) {
            locals[n] = switch (program.steps().get(n)) {
                case Program.Input(String name) -> input(code, name, differences, j, offset);
                case Program.Literal(int index) -> constants[dimensions + formula.constants().size() + index];
                case Program.Operation(Expr node, List<Integer> arguments) -> {
                    arguments.forEach(argument -> load(code, locals[argument]));
                    if (node instanceof Where where) {
                        choose(code, where.condition().comparison());
                    } else {
                        operate(code, node);
                    }
                    yield stored(code);
                }
            };
        }
        return new Values(differences, locals);
    }

    /// Local variables of one evaluation.
    ///
    /// @param differences  yᵢ − yⱼ, by dimension
    /// @param steps        the values of the program's steps
    record Values(int[] differences, int[] steps) {}

    private int input(CodeBuilder code, String name, int[] differences, int j, int offset) {
        if (name.equals(PassFormula.SQUARED_DISTANCE)) {
            load(code, differences[0]);
            load(code, differences[0]);
            multiply(code);
            for (int k = 1; k < dimensions; k++) {
                int sum = stored(code);
                load(code, differences[k]);
                load(code, differences[k]);
                load(code, sum);
                multiplyAdd(code);
            }
            return stored(code);
        }
        int column = formula.columns().indexOf(name);
        if (column >= 0) {
            loadColumn(code, dimensions + column, j, offset);
            return stored(code);
        }
        return constants[dimensions + formula.constants().indexOf(name)];
    }

    private int stored(CodeBuilder code) {
        int local = local(size());
        store(code, local);
        return local;
    }

    private void loadColumn(CodeBuilder code, int column, int j, int offset) {
        code.aload(arrays[column]).iload(bases[column]).iload(j).iadd();
        if (offset > 0) {
            code.loadConstant(offset).iadd();
        }
        fromArray(code);
    }

    /// Brings the arrays of columns, their bases and the constants that the program uses into local variables.
    private void begin(CodeBuilder code) {
        nextLocal = FIRST_FREE;
        List<String> inputs = program.inputs();
        for (int k = 0; k < dimensions; k++) {
            openColumn(code, k);
            openConstant(code, k);
        }
        for (int c = 0; c < formula.columns().size(); c++) {
            if (inputs.contains(formula.columns().get(c))) {
                openColumn(code, dimensions + c);
            }
        }
        for (int c = 0; c < formula.constants().size(); c++) {
            if (inputs.contains(formula.constants().get(c))) {
                openConstant(code, dimensions + c);
            }
        }
        for (int l = 0; l < program.literals().length; l++) {
            openConstant(code, dimensions + formula.constants().size() + l);
        }
    }

    private void openColumn(CodeBuilder code, int column) {
        int array = local(1);
        int base = local(1);
        code.aload(COLUMNS).loadConstant(column).aaload().astore(array);
        code.aload(BASES).loadConstant(column).iaload().istore(base);
        arrays[column] = array;
        bases[column] = base;
    }

    private void openConstant(CodeBuilder code, int constant) {
        int local = local(size());
        code.aload(CONSTANTS).loadConstant(constant).daload();
        broadcast(code);
        store(code, local);
        constants[constant] = local;
    }
}
