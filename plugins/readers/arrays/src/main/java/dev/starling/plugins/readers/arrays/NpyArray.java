package dev.starling.plugins.readers.arrays;

import dev.starling.api.table.Column;
import dev.starling.api.table.UnreadableException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;

/// An array as NumPy saves it: a header that is a Python dictionary, then the elements.
///
/// Source: numpy/lib/format.py, "NEP 1: a simple file format for NumPy arrays", versions 1.0 to 3.0.
///
/// @param shape    lengths, the first being the number of rows
/// @param numbers  the elements in C order; empty where they are texts
/// @param texts    the elements where they are texts
record NpyArray(int[] shape, double[] numbers, String[] texts) {
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /// A header is some hundred bytes; that of a structured type can be longer, but is refused all the same.
    private static final int LONGEST_HEADER = 1 << 16;

    /// @param size  bytes that are there, where that is known
    static NpyArray read(Bytes in, OptionalLong size) throws IOException {
        ByteBuffer start = in.next(MAGIC.length + 2, ByteOrder.LITTLE_ENDIAN, "the header");
        for (byte expected : MAGIC) {
            if (start.get() != expected) {
                throw new UnreadableException("byte 0", "does not begin an array of NumPy", "Save it by numpy.save.");
            }
        }
        int version = start.get();
        if (version < 1 || version > 3) {
            throw in.fault("has version " + version + " of NumPy's format, and known are 1, 2 and 3", "Save it by a released version of NumPy.");
        }
        long length = version == 1
                ? Short.toUnsignedInt(in.next(2, ByteOrder.LITTLE_ENDIAN, "the header").getShort())
                : Integer.toUnsignedLong(in.next(4, ByteOrder.LITTLE_ENDIAN, "the header").getInt());
        if (length > LONGEST_HEADER) {
            throw in.fault("claims a header of " + length + " bytes", "Save plain numbers by numpy.save.");
        }
        byte[] text = in.next((int) length, ByteOrder.LITTLE_ENDIAN, "the header").array();
        NpyHeader header = NpyHeader.parse(new String(text, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1), in);
        return header.isText() ? texts(header, in, size) : numbers(header, in, size);
    }

    private static NpyArray numbers(NpyHeader header, Bytes in, OptionalLong size) throws IOException {
        ElementType type = header.number();
        int count = header.count(type.bytes(), in, size);
        double[] stored = type.read(in, header.order(), count, size.isPresent() ? count : 0);
        return new NpyArray(header.shape(), header.fortran() ? rowMajor(stored, header.shape()) : stored, new String[0]);
    }

    private static NpyArray texts(NpyHeader header, Bytes in, OptionalLong size) throws IOException {
        int count = header.count(header.textBytes(), in, size);
        List<String> texts = new java.util.ArrayList<>();
        for (int at = 0; at < count; at++) {
            byte[] raw = in.next(header.textBytes(), header.order(), "text " + (at + 1) + " of " + count).array();
            String text = new String(raw, header.charset());
            int end = text.indexOf('\0');
            texts.add(end < 0 ? text : text.substring(0, end));
        }
        return new NpyArray(header.shape(), new double[0], texts.toArray(String[]::new));
    }

    /// From Fortran's order, in which the first index runs fastest, to that of C, in which the last does.
    private static double[] rowMajor(double[] stored, int[] shape) {
        double[] values = new double[stored.length];
        int[] index = new int[shape.length];
        for (double value : stored) {
            int at = 0;
            for (int k = 0; k < shape.length; k++) {
                at = at * shape[k] + index[k];
            }
            values[at] = value;
            for (int k = 0; k < shape.length && ++index[k] == shape[k]; k++) {
                index[k] = 0;
            }
        }
        return values;
    }

    boolean isText() {
        return texts.length > 0;
    }

    int rows() {
        return shape[0];
    }

    String shapeText() {
        return shape.length == 0 ? "one number" : String.join(" × ", java.util.Arrays.stream(shape).mapToObj(Integer::toString).toList());
    }

    /// One axis is a column; more are a vector a row, those behind the second one after the other.
    Column column(String name) throws UnreadableException {
        if (shape.length == 0) {
            throw new UnreadableException(name, "is a single number", "Give an array with a row for each point.");
        } else if (isText() && shape.length > 1) {
            throw new UnreadableException(name, "has texts along " + shape.length + " axes", "Give texts along one axis.");
        } else if (shape.length == 1) {
            return isText() ? new Column.Texts(name, texts) : new Column.Numbers(name, numbers);
        }
        return new Column.Vectors(name, List.of(), shape[0], shape[0] == 0 ? 0 : numbers.length / shape[0], numbers);
    }
}
