package dev.starling.core.compile;

import java.lang.classfile.CodeBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes how the steps of a program are computed for the columns of a part of a turn, from local variable `j` on. Each column is loaded once
/// for all rows.
final class LoopColumns {
    private final LoopWriter writer;
    private final CodeBuilder code;
    private final int j;
    private final int part;
    private final Map<Integer, Integer> loaded = new HashMap<>();

    LoopColumns(LoopWriter writer, CodeBuilder code, int j, int part) {
        this.writer = writer;
        this.code = code;
        this.j = j;
        this.part = part;
    }

    private int column(int index) {
        return loaded.computeIfAbsent(index, _ -> {
            writer.openLoad(code);
            code.aload(writer.arrays[index]).iload(j);
            fromArrayAtOffset();
            return writer.stored(code);
        });
    }

    private int matrix(int row, int matrix) {
        writer.openLoad(code);
        code.aload(writer.arrays[writer.dimensions + writer.formula.columns().size() + matrix]).iload(writer.bases[row][matrix]).iload(j).iadd();
        fromArrayAtOffset();
        return writer.stored(code);
    }

    private void fromArrayAtOffset() {
        writer.addOffset(code, part);
        writer.fromArray(code);
    }

    /// Computes all steps for a row.
    Values evaluate(int row) {
        int[] differences = new int[writer.dimensions];
        for (int k = 0; k < writer.dimensions; k++) {
            int column = column(k);
            writer.load(code, writer.own[row][k]);
            writer.load(code, column);
            writer.subtract(code);
            differences[k] = writer.stored(code);
        }
        int[] locals = new int[writer.program.steps().size()];
        for (int n = 0; n < locals.length; n++) {
            locals[n] = switch (writer.program.steps().get(n)) {
                case Program.Input(String name) -> input(name, row, differences);
                case Program.Literal(int index) -> writer.constants[writer.formula.constants().size() + index];
                case Program.Operation(Op op, List<Integer> arguments) -> {
                    arguments.forEach(argument -> writer.load(code, locals[argument]));
                    writer.operate(code, op);
                    yield writer.stored(code);
                }
            };
        }
        return new Values(differences, locals);
    }

    private int input(String name, int row, int[] differences) {
        if (name.equals(LoopFormula.SQUARED_DISTANCE)) {
            writer.load(code, differences[0]);
            writer.load(code, differences[0]);
            writer.multiply(code);
            return withSquares(differences, 1);
        } else if (name.equals(LoopFormula.ONE_PLUS_SQUARED_DISTANCE)) {
            writer.load(code, writer.one);
            return withSquares(differences, 0);
        } else if (writer.formula.matrices().contains(name)) {
            return matrix(row, writer.formula.matrices().indexOf(name));
        } else if (writer.formula.columns().contains(name)) {
            return column(writer.dimensions + writer.formula.columns().indexOf(name));
        } else if (writer.formula.rows().contains(name)) {
            return writer.own[row][writer.dimensions + writer.formula.rows().indexOf(name)];
        }
        return writer.constants[writer.formula.constants().indexOf(name)];
    }

    /// Adds the squares of the differences from `first` on to the value on the stack.
    private int withSquares(int[] differences, int first) {
        for (int k = first; k < writer.dimensions; k++) {
            int sum = writer.stored(code);
            writer.load(code, differences[k]);
            writer.load(code, differences[k]);
            writer.load(code, sum);
            writer.multiplyAdd(code);
        }
        return writer.stored(code);
    }

    /// Local variables of one evaluation.
    ///
    /// @param differences  yᵢ − yⱼ, by dimension
    /// @param steps        the values of the program's steps
    record Values(int[] differences, int[] steps) {}
}
