package dev.starling.core.compile;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ConstantDescs;

/// Writes [PairLoop#blocks] where each pair keeps sums of its own. Some rows meet some points at a time: their sums stay in registers while
/// the loop goes over the columns of the data, where each load of a point's value serves all rows, and each of a row's all points.
final class PanelBlocks {
    private final LoopWriter writer;
    private final int lanes;
    private final int rows;
    private final int vectors;

    // Local variables: the column of the loop, and how far it is from the first; columns of the data, their number, and the one at hand.
    private int j;
    private int out;
    private int depth;
    private int k;

    // Local variables: the values of rows, where those of each row begin, the arrays of its sums.
    private int values;
    private int[] begins = {};
    private int[][] arrays = {};

    /// @param rows  that a turn takes
    PanelBlocks(LoopWriter writer, int rows) {
        this.writer = writer;
        this.rows = rows;
        lanes = writer.precision.lanes();
        vectors = writer.panels() * writer.partsOfPanel();
    }

    void write(CodeBuilder code) {
        writer.begin(code);
        begin(code);
        Label again = code.newLabel();
        Label end = code.newLabel();
        code.iload(LoopWriter.FROM).istore(j);
        code.iconst_0().istore(out);
        code.labelBinding(again).iload(j).iload(LoopWriter.TO_OR_MASK).if_icmpge(end);
        writer.inParts(code, () -> turn(code));
        code.iinc(j, writer.stepWidth()).iinc(out, writer.stepWidth()).goto_(again).labelBinding(end);
        code.return_();
    }

    private void begin(CodeBuilder code) {
        j = writer.local(1);
        out = writer.local(1);
        k = writer.local(1);
        depth = writer.local(1);
        values = writer.openArray(code, "own", ConstantDescs.CD_Object);
        code.aload(LoopWriter.THE_OPERANDS).getfield(LoopWriter.OPERANDS, "depth", ConstantDescs.CD_int).istore(depth);
        begins = new int[rows];
        arrays = new int[rows][writer.formula.outputs()];
        for (int row = 0; row < rows; row++) {
            begins[row] = writer.local(1);
            code.aload(LoopWriter.THE_OPERANDS).getfield(LoopWriter.OPERANDS, "first", ConstantDescs.CD_int);
            code.iload(LoopWriter.ROW).iadd().loadConstant(row).iadd().iload(depth).imul().istore(begins[row]);
            for (int output = 0; output < arrays[row].length; output++) {
                arrays[row][output] = writer.local(1);
                code.aload(LoopWriter.THE_OPERANDS).getfield(LoopWriter.OPERANDS, "accumulators", LoopWriter.OBJECTS);
                code.iload(LoopWriter.ROW).loadConstant(output * Operands.ROWS + row).iadd().aaload();
                code.checkcast(writer.array).astore(arrays[row][output]);
            }
        }
    }

    /// Sums of all rows and as many points as a turn takes.
    private void turn(CodeBuilder code) {
        int[] panels = new int[writer.panels()];
        for (int panel = 0; panel < panels.length; panel++) {
            panels[panel] = writer.local(1);
            beginPanel(code, panel);
            code.istore(panels[panel]);
        }
        int[][][] sums = new int[rows][writer.formula.outputs()][vectors];
        for (int[][] ofRow : sums) {
            for (int[] ofOutput : ofRow) {
                for (int vector = 0; vector < vectors; vector++) {
                    writer.zero(code);
                    ofOutput[vector] = writer.stored(code);
                }
            }
        }
        Label again = code.newLabel();
        Label end = code.newLabel();
        code.iconst_0().istore(k);
        code.labelBinding(again).iload(k).iload(depth).if_icmpge(end);
        addColumn(code, panels, sums);
        code.iinc(k, 1);
        for (int panel : panels) {
            code.iinc(panel, lanes);
        }
        code.goto_(again).labelBinding(end);
        put(code, sums);
    }

    /// Puts on the stack where the values of a panel begin, or of the point of it that is at hand.
    private void beginPanel(CodeBuilder code, int panel) {
        code.iload(j).loadConstant(-lanes).iand().loadConstant(panel * lanes).iadd().iload(depth).imul();
        code.iload(j).loadConstant(lanes - 1).iand().iadd();
    }

    private void addColumn(CodeBuilder code, int[] panels, int[][][] sums) {
        LoopColumns[] columns = new LoopColumns[vectors];
        for (int vector = 0; vector < vectors; vector++) {
            columns[vector] = new LoopColumns(writer, code, panels[vector / writer.partsOfPanel()], vector % writer.partsOfPanel());
        }
        for (int row = 0; row < rows; row++) {
            openValue(code, row);
            for (int vector = 0; vector < vectors; vector++) {
                int[] steps = columns[vector].evaluate(row).steps();
                for (int output = 0; output < sums[row].length; output++) {
                    writer.keep(code, output, steps[writer.program.roots()[output]], sums[row][output][vector]);
                }
            }
        }
    }

    private void openValue(CodeBuilder code, int row) {
        if (writer.program.inputs().contains(writer.formula.rows().getFirst())) {
            code.aload(values).iload(begins[row]).iload(k).iadd();
            writer.own[row][0] = writer.constant(code);
        }
    }

    private void put(CodeBuilder code, int[][][] sums) {
        for (int vector = 0; vector < vectors; vector++) {
            int panel = vector / writer.partsOfPanel();
            int part = vector % writer.partsOfPanel();
            for (int row = 0; row < rows; row++) {
                for (int output = 0; output < sums[row].length; output++) {
                    int array = arrays[row][output];
                    writer.put(code, sums[row][output][vector], () -> {
                        code.aload(array).iload(out).loadConstant(panel * lanes).iadd();
                        writer.addOffset(code, part);
                    });
                }
            }
        }
    }
}
