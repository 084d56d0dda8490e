package dev.starling.plugins.readers.parquet;

import dev.hardwood.metadata.RepetitionType;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.schema.SchemaNode;
import dev.starling.api.table.Column;
import dev.starling.api.table.UnreadableException;

import java.util.ArrayList;
import java.util.List;

/// A field of the schema that becomes a column: one value a row, or a list of them.
///
/// @param name  those of the groups around it and its own, joined by dots
/// @param leaf  where the values are
/// @param list  whether a row has many
record Field(String name, SchemaNode.PrimitiveNode leaf, boolean list) {
    static List<Field> all(SchemaNode.GroupNode root) throws UnreadableException {
        List<Field> fields = new ArrayList<>();
        for (SchemaNode child : root.children()) {
            add(child, "", fields);
        }
        return fields;
    }

    private static void add(SchemaNode node, String prefix, List<Field> fields) throws UnreadableException {
        String name = prefix + node.name();
        switch (node) {
            case SchemaNode.PrimitiveNode leaf -> fields.add(new Field(name, leaf, leaf.repetitionType() == RepetitionType.REPEATED));
            case SchemaNode.GroupNode group when group.isList() && group.getListElement() instanceof SchemaNode.PrimitiveNode leaf ->
                fields.add(new Field(name, leaf, true));
            case SchemaNode.GroupNode group when group.isStruct() && group.repetitionType() != RepetitionType.REPEATED -> {
                for (SchemaNode child : group.children()) {
                    add(child, name + ".", fields);
                }
            }
            default -> throw new UnreadableException("column '" + name + "'", "holds a table or a list of lists in each row", "Write the file without it.");
        }
    }

    Column read(ParquetFileReader reader) throws UnreadableException {
        Growing column = list ? new GrowingVectors(name) : Values.areNumbers(leaf) ? new GrowingNumbers(name) : new GrowingTexts(name);
        Values values = Values.of(leaf, name);
        if (list && !Values.areNumbers(leaf)) {
            throw new UnreadableException("column '" + name + "'", "holds a list of texts in each row", "Write the file without it, or a text in each row.");
        }
        try (ColumnReader batches = reader.columnReader(leaf.columnIndex())) {
            while (batches.nextBatch()) {
                column.add(batches, values);
            }
        }
        return column.whole();
    }
}
