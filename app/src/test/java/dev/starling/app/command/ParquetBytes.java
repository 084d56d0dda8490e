package dev.starling.app.command;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A Parquet file of one column of doubles, `x`, that claims what it is told to.
///
/// @param rows          in the footer
/// @param values        of the column, in the footer
/// @param inPage        values, in the header of the page
/// @param unpacked      bytes, in the header of the page
/// @param codec         0 for none, 2 for gzip
/// @param optional      whether values may be missing, and are
/// @param page          the page
record ParquetBytes(long rows, long values, long inPage, long unpacked, int codec, boolean optional, byte[] page) {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;

    byte[] file() {
        byte[] header = new Thrift().field(1, I32, 0).field(2, I32, unpacked).field(3, I32, page.length)
                .begin(5).field(1, I32, inPage).field(2, I32, 0).field(3, I32, 3).field(4, I32, 3).end().end().bytes();
        long size = header.length + (long) page.length;
        byte[] footer = new Thrift().field(1, I32, 1)
                .list(2, STRUCT, 2)
                .begin().text(4, "root").field(5, I32, 1).end()
                .begin().field(1, I32, 5).field(3, I32, optional ? 1 : 0).text(4, "x").end()
                .field(3, I64, rows)
                .list(4, STRUCT, 1).begin()
                .list(1, STRUCT, 1).begin().field(2, I64, MAGIC.length)
                .begin(3).field(1, I32, 5).list(2, I32, 1).zigzag(0).list(3, BINARY, 1).text("x").field(4, I32, codec).field(5, I64, values).field(6, I64, size)
                .field(7, I64, size).field(9, I64, MAGIC.length).end().end()
                .field(2, I64, size).field(3, I64, rows).end()
                .end().bytes();
        ByteBuffer file = ByteBuffer.allocate(3 * Integer.BYTES + header.length + page.length + footer.length).order(ByteOrder.LITTLE_ENDIAN);
        return file.put(MAGIC).put(header).put(page).put(footer).putInt(footer.length).put(MAGIC).array();
    }

    /// Thrift's compact protocol.
    private static final class Thrift {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final java.util.ArrayDeque<Integer> fields = new java.util.ArrayDeque<>();

        Thrift() {
            fields.push(0);
        }

        private Thrift head(int id, int type) {
            out.write((id - fields.pop()) << 4 | type);
            fields.push(id);
            return this;
        }

        Thrift field(int id, int type, long value) {
            return head(id, type).zigzag(value);
        }

        Thrift text(int id, String text) {
            return head(id, BINARY).text(text);
        }

        Thrift text(String text) {
            varint(text.length());
            out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
            return this;
        }

        Thrift list(int id, int type, int size) {
            head(id, LIST);
            out.write(size << 4 | type);
            return this;
        }

        Thrift begin(int id) {
            return head(id, STRUCT).begin();
        }

        /// An element of a list.
        Thrift begin() {
            fields.push(0);
            return this;
        }

        Thrift end() {
            fields.pop();
            out.write(0);
            return this;
        }

        Thrift zigzag(long value) {
            varint(value << 1 ^ value >> 63);
            return this;
        }

        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                out.write((int) (rest & 0x7F | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
