package dev.starling.core.compile;

import dev.starling.core.base.Precision;
import dev.starling.core.simd.Halves;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.Map;

/// Writes [PairLoop#takeRows] of a vector loop. The lanes of a row are added by halves, as [Storage#takeSums] does it for one row after the
/// other, but of as many rows at a time as keep all lanes busy: eight vectors of eight lanes become four, two, one, in which the total of
/// row r stands in lane r.
///
/// So long that the JIT does not inline it into a caller: compiled by itself, it keeps its vectors in registers.
final class RowTotals {
    private static final Inliner HALVES = new Inliner(Halves.class, Map.of());

    private static final ClassDesc SUMS = ConstantDescs.CD_double.arrayType();
    private static final MethodTypeDesc OF_OPERANDS = MethodTypeDesc.of(
            ConstantDescs.CD_void, ConstantDescs.CD_int, ConstantDescs.CD_int, SUMS, ConstantDescs.CD_int);
    private static final MethodTypeDesc TYPE = OF_OPERANDS.insertParameterTypes(0, LoopWriter.OPERANDS);

    // Local variables: the arguments, the array of lanes and the place of the first.
    private static final int THE_OPERANDS = 1;
    private static final int OUTPUT = 2;
    private static final int COUNT = 3;
    private static final int THE_SUMS = 4;
    private static final int AT = 5;
    private static final int LANES = 6;
    private static final int FROM = 7;
    private static final int FIRST_FREE = 8;

    private final VectorCode writer;
    private final int width;
    private final int logicalWidth;

    /// Rows whose totals end up in one vector.
    private final int together;

    RowTotals(VectorCode writer) {
        this.writer = writer;
        width = writer.width;
        logicalWidth = writer.precision.lanes();
        together = Math.min(width, Operands.ROWS);
    }

    /// Adds the method to a class, but not where vectors are so narrow that nothing would be gained.
    void addTo(ClassBuilder type) {
        if (2 * width >= logicalWidth) {
            type.withMethodBody("takeRows", TYPE, ClassFile.ACC_PUBLIC, this::write);
        }
    }

    private void write(CodeBuilder code) {
        writer.beginLocals(FIRST_FREE);
        Label fewer = code.newLabel();
        code.iload(COUNT).loadConstant(Operands.ROWS).if_icmpne(fewer);
        code.aload(THE_OPERANDS).getfield(LoopWriter.OPERANDS, "lanes", ConstantDescs.CD_Object);
        code.checkcast(writer.array).astore(LANES);
        code.iload(OUTPUT).loadConstant(logicalWidth).imul().istore(FROM);
        for (int group = 0; group < Operands.ROWS; group += together) {
            take(code, group, totals(code, group));
        }
        clear(code);
        code.return_().labelBinding(fewer);
        code.aload(THE_OPERANDS).iload(OUTPUT).iload(COUNT).aload(THE_SUMS).iload(AT);
        code.invokevirtual(LoopWriter.OPERANDS, "takeRows", OF_OPERANDS).return_();
    }

    /// The local variable of a vector that holds the totals of the rows from `group` on.
    private int totals(CodeBuilder code, int group) {
        int[] vectors = new int[together];
        for (int row = 0; row < together; row++) {
            vectors[row] = inOneVector(code, group + row);
        }
        for (int half = width / 2; half > 0; half /= 2) {
            int count = Math.max(1, vectors.length / 2);
            for (int v = 0; v < count; v++) {
                writer.load(code, vectors[v]);
                writer.load(code, vectors[v + vectors.length - count]);
                HALVES.inline(code, "by" + half, writer.binary, writer::local);
                vectors[v] = writer.stored(code);
            }
            vectors = Arrays.copyOf(vectors, count);
        }
        return vectors[0];
    }

    private int inOneVector(CodeBuilder code, int row) {
        for (int lane = 0; lane < logicalWidth; lane += width) {
            writer.openLoad(code);
            addressLanes(code, row, lane);
            writer.fromArray(code);
            if (lane > 0) {
                writer.add(code);
            }
        }
        return writer.stored(code);
    }

    private void addressLanes(CodeBuilder code, int row, int lane) {
        code.aload(LANES).iload(FROM).loadConstant(row * writer.formula.outputs() * logicalWidth + lane).iadd();
    }

    private static void addressSums(CodeBuilder code, int row) {
        code.aload(THE_SUMS).iload(AT).loadConstant(row).iadd();
    }

    /// Adds the totals to the sums; those of floats one by one, as they are widened.
    private void take(CodeBuilder code, int group, int totals) {
        if (writer.precision == Precision.DOUBLE) {
            writer.openLoad(code);
            addressSums(code, group);
            writer.fromArray(code);
            writer.load(code, totals);
            writer.add(code);
            addressSums(code, group);
            writer.intoArray(code);
            return;
        }
        writer.load(code, totals);
        addressLanes(code, 0, 0);
        writer.intoArray(code);
        for (int row = 0; row < together; row++) {
            addressSums(code, group + row);
            code.dup2().daload();
            addressLanes(code, 0, row * width / together);
            code.faload().f2d().dadd().dastore();
        }
    }

    private void clear(CodeBuilder code) {
        writer.zero(code);
        int zero = writer.stored(code);
        for (int row = 0; row < Operands.ROWS; row++) {
            for (int lane = 0; lane < logicalWidth; lane += width) {
                writer.load(code, zero);
                addressLanes(code, row, lane);
                writer.intoArray(code);
            }
        }
    }
}
