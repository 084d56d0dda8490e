package dev.starling.plugins.readers.arrays;

import dev.starling.api.table.UnreadableException;

import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What stands before the elements: `{'descr': '<f8', 'fortran_order': False, 'shape': (150, 4), }`.
///
/// @param descr    NumPy's name of the type: order of bytes, kind, size
/// @param fortran  whether the first index runs fastest
/// @param shape    lengths
record NpyHeader(String descr, boolean fortran, int[] shape) {
    private static final Pattern DESCR = Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([^'\"]*)['\"]");
    private static final Pattern FORTRAN = Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([\\d\\s,L]*)\\)");
    private static final Pattern TYPE = Pattern.compile("[<>|=]?([a-zA-Z])(\\d*)");

    /// As many axes as NumPy allows.
    private static final int MOST_AXES = 32;

    static NpyHeader parse(String text, Bytes in) throws UnreadableException {
        Matcher descr = DESCR.matcher(text);
        Matcher fortran = FORTRAN.matcher(text);
        Matcher shape = SHAPE.matcher(text);
        if (!descr.find() || !fortran.find() || !shape.find()) {
            throw in.fault("ends a header without a plain type, order and shape: " + shown(text),
                    "Save plain numbers, not records: numpy.save(file, array.astype(float)).");
        }
        String tuple = shape.group(1).replace("L", "").replaceFirst(",\\s*$", "");
        String[] parts = tuple.isBlank() ? new String[0] : tuple.split(",", -1);
        int[] lengths = new int[parts.length];
        for (int k = 0; k < parts.length; k++) {
            String part = parts[k].strip();
            if (part.isEmpty() || part.length() > 9 || parts.length > MOST_AXES) {
                throw in.fault("ends a header that claims shape (" + shown(shape.group(1)) + ")", "At most 999,999,999 rows can be read.");
            }
            lengths[k] = Integer.parseInt(part);
        }
        NpyHeader header = new NpyHeader(descr.group(1), fortran.group(1).equals("True"), lengths);
        header.check(in);
        return header;
    }

    private void check(Bytes in) throws UnreadableException {
        Matcher type = TYPE.matcher(descr);
        if (!type.matches() || type.group(2).length() > 6) {
            throw in.fault("ends a header of unknown type '" + shown(descr) + "'", "Save it as float64.");
        }
        String remedy = switch (type.group(1)) {
            case "b", "i", "u", "f" -> isNumber() ? "" : "Save it as float64.";
            case "U", "S" -> textBytes() > 0 ? "" : "Give texts that are not all empty.";
            case "O" -> "It holds Python objects, which only Python can read: save numbers, with allow_pickle=False.";
            case "c" -> "It holds complex numbers: save their real and imaginary parts.";
            default -> "Save it as float64.";
        };
        if (!remedy.isEmpty()) {
            throw in.fault("ends a header of type '" + shown(descr) + "', which is not read", remedy);
        }
    }

    private static String shown(String text) {
        String plain = text.replaceAll("[^ -~]", "?").strip();
        return plain.length() <= 80 ? plain : plain.substring(0, 80) + " …";
    }

    private String kindAndSize() {
        return descr.replaceFirst("^[<>|=]", "");
    }

    boolean isText() {
        return kindAndSize().startsWith("U") || kindAndSize().startsWith("S");
    }

    private boolean isNumber() {
        return Arrays.stream(Known.values()).anyMatch(known -> known.name().equals(kindAndSize()));
    }

    ElementType number() {
        return Known.valueOf(kindAndSize()).type;
    }

    /// NumPy's names.
    private enum Known {
        b1(ElementType.BOOLEAN),
        i1(ElementType.INT8),
        u1(ElementType.UINT8),
        i2(ElementType.INT16),
        u2(ElementType.UINT16),
        i4(ElementType.INT32),
        u4(ElementType.UINT32),
        i8(ElementType.INT64),
        u8(ElementType.UINT64),
        f2(ElementType.FLOAT16),
        f4(ElementType.FLOAT32),
        f8(ElementType.FLOAT64);

        private final ElementType type;

        Known(ElementType type) {
            this.type = type;
        }
    }

    /// Bytes of a text: four a letter in Unicode.
    int textBytes() {
        int letters = Integer.parseInt("0" + kindAndSize().substring(1));
        return kindAndSize().startsWith("U") ? 4 * letters : letters;
    }

    Charset charset() {
        if (kindAndSize().startsWith("S")) {
            return StandardCharsets.UTF_8;
        }
        return order() == ByteOrder.BIG_ENDIAN ? Charset.forName("UTF-32BE") : Charset.forName("UTF-32LE");
    }

    ByteOrder order() {
        return descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /// How many elements there are.
    ///
    /// @param size  bytes that are there, where that is known
    /// @throws UnreadableException if the shape claims more than that, or more than an array holds
    int count(int bytesEach, Bytes in, OptionalLong size) throws UnreadableException {
        if (Arrays.stream(shape).skip(1).anyMatch(length -> length == 0)) {
            throw in.fault("ends a header that claims " + Arrays.toString(shape) + " elements, which are none", "Give each row some numbers.");
        }
        long count = 1;
        for (int length : shape) {
            count *= length;
            if (count > Integer.MAX_VALUE - 8) {
                throw in.fault("ends a header that claims " + Arrays.toString(shape) + " elements, more than fit into memory at once",
                        "Give fewer rows, or fewer columns: principal components, for example.");
            }
        }
        if (size.isPresent() && size.getAsLong() - in.position() < count * bytesEach) {
            throw in.fault("ends a header that claims " + count * bytesEach + " bytes of elements, and " + (size.getAsLong() - in.position())
                    + " follow", "The file is cut: copy or download it again.");
        }
        return (int) count;
    }
}
