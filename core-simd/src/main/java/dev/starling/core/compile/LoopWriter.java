package dev.starling.core.compile;

import dev.starling.core.base.Precision;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/// Writes the class of a [PairLoop] for one [LoopFormula]. What is the same for scalar and vector code stands here: where inputs
/// come from, the order of the steps, the shape of the class. What a value is, and how it is computed, is the subclass's.
///
/// A generated class names its formulas as its source file and as its text, so that a stack trace or a profile shows them.
abstract class LoopWriter {
    private static final ClassDesc PAIR_LOOP = PairLoop.class.describeConstable().orElseThrow();
    static final ClassDesc OPERANDS = Operands.class.describeConstable().orElseThrow();
    static final ClassDesc OBJECTS = ConstantDescs.CD_Object.arrayType();
    private static final ClassDesc INTS = ConstantDescs.CD_int.arrayType();
    private static final MethodTypeDesc OF_BLOCKS = MethodTypeDesc.of(
            ConstantDescs.CD_void, OPERANDS, ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int);
    private static final MethodTypeDesc OF_MASKED = MethodTypeDesc.of(ConstantDescs.CD_void, OPERANDS, INTS, ConstantDescs.CD_int);

    // Local variables. Arguments of blocks: operands, row, from, to; of masked: operands, masks, from, where row and mask follow.
    static final int THE_OPERANDS = 1;
    static final int ROW = 2;
    private static final int MASKS = 2;
    static final int FROM = 3;
    static final int TO_OR_MASK = 4;
    private static final int FIRST_FREE = 5;

    final LoopFormula formula;
    final Program program;
    final Precision precision;
    final int dimensions;

    private final int rows;
    final ClassDesc array;
    private final List<String> inputs;
    private int nextLocal;
    private int firstPoint;

    // Local variables of the inputs: arrays of columns; bases and own values of rows; values of constants and literals.
    final int[] arrays;
    final int[][] bases;
    final int[][] own;
    final int[] constants;
    int one;

    // Local variables of the running sums: an array and the place in it of a row's first; an array for each output that columns have.
    int lanes;
    private int lanesFrom;
    final int[] accumulators;

    /// @param rows  number of rows that a turn takes
    LoopWriter(LoopFormula formula, Program program, Precision precision, int rows) {
        this.formula = formula;
        this.program = program;
        this.precision = precision;
        this.rows = rows;
        dimensions = formula.dimensions();
        array = switch (precision) {
            case DOUBLE -> ConstantDescs.CD_double.arrayType();
            case SINGLE -> ConstantDescs.CD_float.arrayType();
        };
        inputs = program.inputs();
        arrays = new int[dimensions + formula.columns().size() + formula.matrices().size()];
        bases = new int[rows][formula.matrices().size()];
        own = new int[rows][formula.ownOfRow()];
        constants = new int[formula.constants().size() + program.literals().length];
        accumulators = new int[formula.pairs().keepEach() ? 0 : formula.outputsOfColumns()];
    }

    /// Bytes of the class, in the package of `neighbor`.
    byte[] write(Class<?> neighbor, String name) {
        ClassDesc description = ClassDesc.of(neighbor.getPackageName(), name);
        return ClassFile.of().build(description, type -> {
            type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC)
                .withInterfaceSymbols(PAIR_LOOP)
                .with(SourceFileAttribute.of(formula.toString()))
                .withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, ClassFile.ACC_PUBLIC, code -> code.aload(0)
                        .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                        .return_())
                .withMethodBody("toString", MethodTypeDesc.of(ConstantDescs.CD_String), ClassFile.ACC_PUBLIC, code -> code
                        .loadConstant(name + ": " + formula)
                        .areturn())
                .withMethodBody("rows", MethodTypeDesc.of(ConstantDescs.CD_int), ClassFile.ACC_PUBLIC, code -> code
                        .loadConstant(rows)
                        .ireturn())
                .withMethodBody("blocks", OF_BLOCKS, ClassFile.ACC_PUBLIC, this::blocks);
            if (!formula.pairs().keepEach()) {
                type.withMethodBody("masked", OF_MASKED, ClassFile.ACC_PUBLIC, this::masked);
                takeRows(type);
            }
        });
    }

    private void blocks(CodeBuilder code) {
        if (formula.pairs().keepEach()) {
            blocksOfPairs(code, rows);
            return;
        }
        begin(code);
        beginRows(code, rows);
        inParts(code, () -> {
            openSums(code, rows);
            int j = local(1);
            code.iload(FROM).istore(j);
            Label again = code.newLabel();
            Label end = code.newLabel();
            code.labelBinding(again).iload(j).iload(TO_OR_MASK).if_icmpge(end);
            block(code, j, rows);
            code.iinc(j, stepWidth()).goto_(again).labelBinding(end);
            closeSums(code, rows);
        });
        code.return_();
    }

    private void masked(CodeBuilder code) {
        begin(code);
        int masks = local(1);
        code.aload(MASKS).astore(masks);
        Label again = code.newLabel();
        Label next = code.newLabel();
        Label end = code.newLabel();
        code.iconst_0().istore(ROW);
        code.labelBinding(again).iload(ROW).aload(masks).arraylength().if_icmpge(end);
        code.aload(masks).iload(ROW).iaload().istore(TO_OR_MASK);
        code.iload(TO_OR_MASK).ifeq(next);
        beginRows(code, 1);
        inParts(code, () -> {
            openSums(code, 1);
            maskedBlock(code);
            closeSums(code, 1);
        });
        code.labelBinding(next).iinc(ROW, 1).goto_(again).labelBinding(end);
        code.return_();
    }

    /// Writes [PairLoop#takeRows], if the loop has one of its own.
    abstract void takeRows(ClassBuilder type);

    /// Columns that one turn of the loop covers.
    abstract int stepWidth();

    /// Writes code once that is to run for all columns of a turn, or for a part of them after the other.
    void inParts(CodeBuilder code, Runnable body) {
        body.run();
    }

    /// Adds to the index on the stack where a part of a turn begins.
    abstract void addOffset(CodeBuilder code, int part);

    /// Brings running sums of rows into local variables, if they are kept there.
    abstract void openSums(CodeBuilder code, int rows);

    /// Puts running sums back.
    abstract void closeSums(CodeBuilder code, int rows);

    /// Adds the terms of some rows and [#stepWidth()] columns from local variable `j`.
    abstract void block(CodeBuilder code, int j, int rows);

    /// Adds the terms of a row and those of the columns from [#FROM] whose bit is set in [#TO_OR_MASK].
    abstract void maskedBlock(CodeBuilder code);

    /// Writes [PairLoop#blocks] where each pair keeps sums of its own.
    abstract void blocksOfPairs(CodeBuilder code, int number);

    /// Panels of points that one turn of the loop covers, where each pair keeps sums of its own.
    abstract int panels();

    /// Parts of a panel that are done side by side.
    abstract int partsOfPanel();

    /// Joins a term with the sum of a pair, or what else the pair keeps.
    abstract void keep(CodeBuilder code, int output, int term, int sum);

    /// Stores a value at the array and the index that `address` puts on the stack.
    abstract void put(CodeBuilder code, int value, Runnable address);

    /// Puts 0 on the stack, as a value.
    abstract void zero(CodeBuilder code);

    /// Turns the number on the stack into a value.
    abstract void broadcast(CodeBuilder code);

    /// Puts on the stack what [#fromArray] needs below the array.
    abstract void openLoad(CodeBuilder code);

    /// Loads a value from the array and the index on the stack.
    abstract void fromArray(CodeBuilder code);

    /// Slots that a value takes in the local variables.
    abstract int size();

    abstract void load(CodeBuilder code, int local);

    abstract void store(CodeBuilder code, int local);

    /// Replaces the operands on the stack by the result.
    abstract void operate(CodeBuilder code, Op op);

    /// Replaces a, b, c on the stack by a · b + c, rounded once.
    abstract void multiplyAdd(CodeBuilder code);

    abstract void subtract(CodeBuilder code);

    abstract void multiply(CodeBuilder code);

    /// Begins a method, in which local variables are free from `first` on.
    final void beginLocals(int first) {
        nextLocal = first;
    }

    final int local(int slots) {
        int local = nextLocal;
        nextLocal += slots;
        return local;
    }

    final int stored(CodeBuilder code) {
        int local = local(size());
        store(code, local);
        return local;
    }

    /// Puts the array of lanes and the index of those of an output on the stack.
    final void addressLanes(CodeBuilder code, int row, int output) {
        code.aload(lanes).iload(lanesFrom).loadConstant((row * formula.outputs() + output) * precision.lanes()).iadd();
    }

    /// Brings what the program uses into local variables, as far as it is the same for all rows.
    final void begin(CodeBuilder code) {
        beginLocals(FIRST_FREE);
        for (int k = 0; k < dimensions; k++) {
            openColumn(code, k);
        }
        for (int c = 0; c < formula.columns().size(); c++) {
            if (inputs.contains(formula.columns().get(c))) {
                openColumn(code, dimensions + c);
            }
        }
        for (int m = 0; m < formula.matrices().size(); m++) {
            if (inputs.contains(formula.matrices().get(m))) {
                openColumn(code, dimensions + formula.columns().size() + m);
            }
        }
        openConstants(code);
        openOne(code);
        lanes = openArray(code, "lanes", ConstantDescs.CD_Object);
        for (int output = 0; output < accumulators.length; output++) {
            accumulators[output] = local(1);
            code.aload(THE_OPERANDS).getfield(OPERANDS, "accumulators", OBJECTS).loadConstant(output).aaload();
            code.checkcast(array).astore(accumulators[output]);
        }
    }

    /// Brings what belongs to `number` rows, of which [#ROW] is the first, into local variables.
    private void beginRows(CodeBuilder code, int number) {
        firstPoint = local(1);
        code.aload(THE_OPERANDS).getfield(OPERANDS, "first", ConstantDescs.CD_int).iload(ROW).iadd().istore(firstPoint);
        for (int m = 0; m < formula.matrices().size(); m++) {
            if (inputs.contains(formula.matrices().get(m))) {
                openBases(code, m, number);
            }
        }
        openOwn(code, number);
        lanesFrom = local(1);
        code.iload(ROW).loadConstant(formula.outputs() * precision.lanes()).imul().istore(lanesFrom);
    }

    final int openArray(CodeBuilder code, String field, ClassDesc erased) {
        int local = local(1);
        code.aload(THE_OPERANDS).getfield(OPERANDS, field, erased).checkcast(array).astore(local);
        return local;
    }

    private void openColumn(CodeBuilder code, int column) {
        arrays[column] = local(1);
        code.aload(THE_OPERANDS).getfield(OPERANDS, "columns", OBJECTS).loadConstant(column).aaload();
        code.checkcast(array).astore(arrays[column]);
    }

    private void openBases(CodeBuilder code, int matrix, int number) {
        for (int r = 0; r < number; r++) {
            bases[r][matrix] = local(1);
            point(code, r);
            code.aload(THE_OPERANDS).getfield(OPERANDS, "strides", INTS).loadConstant(matrix).iaload();
            code.imul().istore(bases[r][matrix]);
        }
    }

    /// Puts on the stack which point a row is.
    private void point(CodeBuilder code, int row) {
        code.iload(firstPoint).loadConstant(row).iadd();
    }

    private void openOwn(CodeBuilder code, int number) {
        int points = openArray(code, "own", ConstantDescs.CD_Object);
        int ofRow = formula.ownOfRow();
        for (int r = 0; r < number; r++) {
            for (int k = 0; k < ofRow; k++) {
                if (k < dimensions || inputs.contains(formula.rows().get(k - dimensions))) {
                    code.aload(points);
                    point(code, r);
                    code.loadConstant(ofRow).imul().loadConstant(k).iadd();
                    own[r][k] = constant(code);
                }
            }
        }
    }

    private void openConstants(CodeBuilder code) {
        int values = openArray(code, "constants", ConstantDescs.CD_Object);
        for (int c = 0; c < constants.length; c++) {
            if (c >= formula.constants().size() || inputs.contains(formula.constants().get(c))) {
                code.aload(values).loadConstant(c);
                constants[c] = constant(code);
            }
        }
    }

    private void openOne(CodeBuilder code) {
        if (inputs.contains(LoopFormula.ONE_PLUS_SQUARED_DISTANCE) || formula.pairs() == LoopFormula.Pairs.EACH) {
            if (precision == Precision.DOUBLE) {
                code.dconst_1();
            } else {
                code.fconst_1();
            }
            broadcast(code);
            one = stored(code);
        }
    }

    /// A value of the number at the array and the index on the stack.
    final int constant(CodeBuilder code) {
        code.arrayLoad(precision == Precision.DOUBLE ? TypeKind.DOUBLE : TypeKind.FLOAT);
        broadcast(code);
        return stored(code);
    }
}
