package dev.starling.plugins.readers.parquet;

import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.Validity;
import dev.hardwood.schema.SchemaNode;
import dev.starling.api.table.UnreadableException;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.function.IntFunction;

/// What the values of a field mean, by its physical and its logical type.
///
/// @param logical  null where the field has none
record Values(PhysicalType physical, @Nullable LogicalType logical) {
    /// Whole numbers up to here are doubles.
    private static final long EXACT = 1L << 53;

    /// @throws UnreadableException if the meaning of such values is not known
    static Values of(SchemaNode.PrimitiveNode leaf, String name) throws UnreadableException {
        boolean known = switch (leaf.type()) {
            case BOOLEAN, INT32, INT64, FLOAT, DOUBLE, BYTE_ARRAY -> true;
            case FIXED_LEN_BYTE_ARRAY -> leaf.logicalType() instanceof LogicalType.Float16Type || leaf.logicalType() instanceof LogicalType.DecimalType;
            case INT96 -> false;
        };
        if (!known) {
            throw new UnreadableException("column '" + name + "'", "holds " + leaf.type() + (leaf.logicalType() == null ? "" : " " + leaf.logicalType())
                    + ", which is not read", "Write it as numbers or texts.");
        }
        return new Values(leaf.type(), leaf.logicalType());
    }

    static boolean areNumbers(SchemaNode.PrimitiveNode leaf) {
        return switch (leaf.type()) {
            case FLOAT, DOUBLE, FIXED_LEN_BYTE_ARRAY -> true;
            case INT32, INT64 -> switch (leaf.logicalType()) {
                case LogicalType.DateType _, LogicalType.TimeType _, LogicalType.TimestampType _ -> false;
                case null, default -> true;
            };
            case BYTE_ARRAY -> leaf.logicalType() instanceof LogicalType.DecimalType;
            case BOOLEAN, INT96 -> false;
        };
    }

    /// Whether pandas keeps the names of rows under this name.
    static boolean isIndex(String name) {
        return name.matches("__index_level_\\d+__");
    }

    /// Numbers of a batch.
    interface Numbers {
        double at(int index);

        /// Whether none is rounded.
        default boolean areExact(int count, Validity validity) {
            return true;
        }
    }

    private record Longs(long[] values) implements Numbers {
        @Override
        public double at(int index) {
            return values[index];
        }

        @Override
        public boolean areExact(int count, Validity validity) {
            for (int i = 0; i < count; i++) {
                if (validity.isNotNull(i) && (values[i] > EXACT || values[i] < -EXACT)) {
                    return false;
                }
            }
            return true;
        }
    }

    Numbers numbers(ColumnReader batch) {
        return switch (physical) {
            case FLOAT -> {
                float[] values = batch.getFloats();
                yield index -> values[index];
            }
            case DOUBLE -> {
                double[] values = batch.getDoubles();
                yield index -> values[index];
            }
            case INT32 -> {
                int[] values = batch.getInts();
                yield switch (logical) {
                    case LogicalType.DecimalType decimal -> index -> BigDecimal.valueOf(values[index], decimal.scale()).doubleValue();
                    case LogicalType.IntType type when !type.isSigned() -> index -> Integer.toUnsignedLong(values[index]);
                    case null, default -> index -> values[index];
                };
            }
            case INT64 -> {
                long[] values = batch.getLongs();
                yield logical instanceof LogicalType.DecimalType decimal
                        ? index -> BigDecimal.valueOf(values[index], decimal.scale()).doubleValue()
                        : new Longs(values);
            }
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> {
                byte[][] values = batch.getBinaries();
                yield logical instanceof LogicalType.DecimalType decimal
                        ? index -> new BigDecimal(new BigInteger(values[index]), decimal.scale()).doubleValue()
                        : index -> Float.float16ToFloat(ByteBuffer.wrap(values[index]).order(ByteOrder.LITTLE_ENDIAN).getShort());
            }
            case BOOLEAN, INT96 -> throw new IllegalStateException(physical + " is no number");
        };
    }

    IntFunction<String> texts(ColumnReader batch) {
        return switch (physical) {
            case BOOLEAN -> {
                boolean[] values = batch.getBooleans();
                yield index -> Boolean.toString(values[index]);
            }
            case INT32 -> {
                int[] values = batch.getInts();
                yield index -> whole(values[index]);
            }
            case INT64 -> {
                long[] values = batch.getLongs();
                yield index -> whole(values[index]);
            }
            case BYTE_ARRAY -> {
                String[] values = batch.getStrings();
                yield index -> values[index];
            }
            case FLOAT, DOUBLE, INT96, FIXED_LEN_BYTE_ARRAY -> {
                Numbers numbers = numbers(batch);
                yield index -> Double.toString(numbers.at(index));
            }
        };
    }

    private String whole(long value) {
        return switch (logical) {
            case LogicalType.DateType _ -> LocalDate.ofEpochDay(value).toString();
            case LogicalType.TimeType time -> LocalTime.MIDNIGHT.plus(value, unit(time.unit())).toString();
            case LogicalType.TimestampType time -> Instant.EPOCH.plus(value, unit(time.unit())).toString();
            case LogicalType.IntType type when !type.isSigned() -> Long.toUnsignedString(value);
            case null, default -> Long.toString(value);
        };
    }

    private static ChronoUnit unit(LogicalType.TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> ChronoUnit.MILLIS;
            case MICROS -> ChronoUnit.MICROS;
            case NANOS -> ChronoUnit.NANOS;
        };
    }
}
