package dev.starling.core.table;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An HDF5 file: groups in groups, arrays, and what is said of both. The same content has the same bytes.
///
/// Of the format it has what the oldest readers know: superblock and object headers of the first version, data in one piece, and texts of
/// any length in heaps. Links to the members of a group stand in its header.
///
/// Source: The HDF Group, "HDF5 File Format Specification Version 3.0".
final class Hdf5File {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};
    private static final int SUPERBLOCK = 96;
    private static final int END_OF_FILE = 40;
    private static final int ROOT = 64;
    private static final long UNDEFINED = -1;

    private static final int DATASPACE = 0x01;
    private static final int LINK_INFO = 0x02;
    private static final int DATATYPE = 0x03;
    private static final int FILL_VALUE = 0x05;
    private static final int LINK = 0x06;
    private static final int LAYOUT = 0x08;
    private static final int GROUP_INFO = 0x0A;
    private static final int ATTRIBUTE = 0x0C;

    /// Bytes of a heap that readers take at once, and objects that one can have.
    private static final int LEAST_HEAP = 4096;

    private static final int MOST_OBJECTS = 0xFFFF;
    private static final int HEAP_HEADER = 16;

    /// What an element is.
    private enum Type {
        DOUBLE,
        INTEGER,
        BOOLEAN,
        TEXT;

        Hdf5Bytes description() {
            Hdf5Bytes type = new Hdf5Bytes();
            return switch (this) {
                case DOUBLE -> type.bytes(0x11, 0x20, 63, 0).integer(Double.BYTES).shortInteger(0).shortInteger(64).bytes(52, 11, 0, 52).integer(1023);
                case INTEGER -> type.bytes(0x10, 0x08, 0, 0).integer(Integer.BYTES).shortInteger(0).shortInteger(32);
                // An enumeration, as h5py has truths.
                case BOOLEAN -> type.bytes(0x18, 2, 0, 0).integer(1).bytes(0x10, 0x08, 0, 0).integer(1).shortInteger(0).shortInteger(8)
                        .text("FALSE").bytes(0, 0).text("TRUE").bytes(0, 0, 0).bytes(0, 1);
                case TEXT -> type.bytes(0x19, 0x01, 0x01, 0).integer(16).bytes(0x10, 0, 0, 0).integer(1).shortInteger(0).shortInteger(8);
            };
        }
    }

    /// Elements of one type.
    ///
    /// @param shape  lengths of the axes; none for one element by itself
    record Values(Type type, List<Integer> shape, Object elements) {
        static Values of(double[] rowMajor, int rows, int columns) {
            return new Values(Type.DOUBLE, List.of(rows, columns), rowMajor);
        }

        static Values of(int[] values) {
            return new Values(Type.INTEGER, List.of(values.length), values);
        }

        static Values of(List<String> texts) {
            return new Values(Type.TEXT, List.of(texts.size()), texts);
        }

        static Values of(String text) {
            return new Values(Type.TEXT, List.of(), List.of(text));
        }

        static Values of(boolean truth) {
            return new Values(Type.BOOLEAN, List.of(), truth);
        }
    }

    /// A group, or an array with what is said of it.
    sealed interface Node {
        Map<String, Values> attributes();
    }

    record Group(Map<String, Values> attributes, Map<String, Node> members) implements Node {}

    record Data(Map<String, Values> attributes, Values values) implements Node {}

    private final Hdf5Bytes file = new Hdf5Bytes().zerosTo(SUPERBLOCK);

    /// What was put into heaps: what is said of nodes is said of many.
    private final Map<List<?>, Hdf5Bytes> known = new HashMap<>();

    private Hdf5File() {}

    /// The whole file.
    ///
    /// @throws IllegalArgumentException if it is larger than 2 GB
    static byte[] of(Group root) {
        Hdf5File writing = new Hdf5File();
        long header = writing.put(root);
        writing.superblock(header);
        return writing.file.whole();
    }

    private void superblock(long root) {
        Hdf5Bytes block = new Hdf5Bytes().bytes(SIGNATURE).bytes(0, 0, 0, 0, 0, 8, 8, 0).shortInteger(4).shortInteger(16).integer(0)
                .longInteger(0).longInteger(UNDEFINED).longInteger(0).longInteger(UNDEFINED).longInteger(0).longInteger(0);
        block.longInteger(END_OF_FILE, file.size());
        block.longInteger(ROOT, root);
        file.overwrite(0, block);
    }

    /// Writes a node behind all that belongs to it, and says where it is.
    private long put(Node node) {
        Messages messages = new Messages();
        switch (node) {
            case Group group -> {
                Map<String, Long> places = new LinkedHashMap<>();
                group.members.forEach((name, member) -> places.put(name, put(member)));
                messages.add(LINK_INFO, new Hdf5Bytes().bytes(0, 0).longInteger(UNDEFINED).longInteger(UNDEFINED));
                messages.add(GROUP_INFO, new Hdf5Bytes().bytes(0, 0));
                places.forEach((name, place) -> messages.add(LINK, link(name, place)));
            }
            case Data data -> {
                Hdf5Bytes elements = elements(data.values);
                long place = elements.size() == 0 ? UNDEFINED : append(elements);
                messages.add(DATASPACE, dataspace(data.values));
                messages.add(DATATYPE, data.values.type.description());
                messages.add(FILL_VALUE, new Hdf5Bytes().bytes(2, 2, 2, 0));
                messages.add(LAYOUT, new Hdf5Bytes().bytes(3, 1).longInteger(place).longInteger(elements.size()));
            }
        }
        node.attributes().forEach((name, values) -> messages.add(ATTRIBUTE, attribute(name, values)));
        return append(messages.header());
    }

    /// The header of an object, message by message.
    private static final class Messages {
        private final Hdf5Bytes all = new Hdf5Bytes();
        private int count;

        void add(int kind, Hdf5Bytes content) {
            int size = Math.ceilDiv(content.size(), Hdf5Bytes.ALIGNMENT) * Hdf5Bytes.ALIGNMENT;
            all.shortInteger(kind).shortInteger(size).integer(0).bytes(content).aligned();
            count++;
        }

        Hdf5Bytes header() {
            return new Hdf5Bytes().bytes(1, 0).shortInteger(count).integer(1).integer(all.size()).integer(0).bytes(all);
        }
    }

    private long append(Hdf5Bytes part) {
        long place = file.aligned().size();
        file.bytes(part);
        return place;
    }

    private static Hdf5Bytes link(String name, long place) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return new Hdf5Bytes().bytes(1, 0x11, 1).shortInteger(utf8.length).bytes(utf8).longInteger(place);
    }

    private static Hdf5Bytes dataspace(Values values) {
        Hdf5Bytes space = new Hdf5Bytes().bytes(1, values.shape.size(), 0, 0).integer(0);
        values.shape.forEach(space::longInteger);
        return space;
    }

    private Hdf5Bytes attribute(String name, Values values) {
        Hdf5Bytes space = dataspace(values);
        Hdf5Bytes type = values.type.description();
        Hdf5Bytes elements = values.elements instanceof List<?> texts ? known.computeIfAbsent(texts, _ -> elements(values)) : elements(values);
        return new Hdf5Bytes().bytes(3, 0).shortInteger(name.length() + 1).shortInteger(type.size()).shortInteger(space.size()).bytes(1)
                .text(name).bytes(type).bytes(space).bytes(elements);
    }

    private Hdf5Bytes elements(Values values) {
        Hdf5Bytes elements = new Hdf5Bytes();
        switch (values.elements) {
            case double[] numbers -> {
                for (double number : numbers) {
                    elements.number(number);
                }
            }
            case int[] numbers -> {
                for (int number : numbers) {
                    elements.integer(number);
                }
            }
            case Boolean truth -> elements.bytes(truth ? 1 : 0);
            case List<?> texts -> texts(texts, elements);
            default -> throw new IllegalStateException("no elements: " + values.elements.getClass());
        }
        return elements;
    }

    /// Puts texts into heaps, and where they are there into the elements; an empty text is nowhere.
    private void texts(List<?> texts, Hdf5Bytes elements) {
        for (int done = 0; done < texts.size(); ) {
            Hdf5Bytes heap = new Hdf5Bytes();
            long place = file.aligned().size();
            int objects = 0;
            for (; done < texts.size() && objects < MOST_OBJECTS; done++) {
                byte[] text = String.valueOf(texts.get(done)).getBytes(StandardCharsets.UTF_8);
                elements.integer(text.length).longInteger(text.length == 0 ? 0 : place).integer(text.length == 0 ? 0 : ++objects);
                if (text.length > 0) {
                    heap.shortInteger(objects).shortInteger(1).integer(0).longInteger(text.length).bytes(text).aligned();
                }
            }
            if (objects > 0) {
                append(heapOf(heap));
            }
        }
    }

    /// A heap; what is too much for its objects is object 0.
    private static Hdf5Bytes heapOf(Hdf5Bytes objects) {
        int size = Math.max(LEAST_HEAP, HEAP_HEADER + objects.size());
        Hdf5Bytes heap = new Hdf5Bytes().bytes('G', 'C', 'O', 'L', 1, 0, 0, 0).longInteger(size).bytes(objects);
        int free = size - heap.size();
        return free < HEAP_HEADER ? heap.zerosTo(size) : heap.longInteger(0).longInteger(free).zerosTo(size);
    }
}
