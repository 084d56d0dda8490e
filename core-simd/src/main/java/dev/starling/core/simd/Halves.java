package dev.starling.core.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Sums of halves of vectors, two vectors at a time so that no lane idles: of each 2h lanes, the lower h become the sum of the halves
/// of `a`, the upper h that of the halves of `b`.
///
/// What adds up the running sums of rows is made of these (`dev.starling.core.compile.RowTotals`), by copying their code, so that
/// constants are public.
public final class Halves {
    public static final VectorMask<Double> DOUBLES_UPPER_4 = upper4(Species.DOUBLE);
    public static final VectorMask<Double> DOUBLES_UPPER_2 = upper2(Species.DOUBLE);
    public static final VectorMask<Double> DOUBLES_UPPER_1 = upper1(Species.DOUBLE);
    public static final VectorShuffle<Double> DOUBLES_SWAP_4 = swap(Species.DOUBLE, 4);
    public static final VectorShuffle<Double> DOUBLES_SWAP_2 = swap(Species.DOUBLE, 2);
    public static final VectorShuffle<Double> DOUBLES_SWAP_1 = swap(Species.DOUBLE, 1);
    public static final VectorMask<Float> SINGLES_UPPER_8 = VectorMask.fromLong(Species.SINGLE, 0b1111_1111_0000_0000);
    public static final VectorMask<Float> SINGLES_UPPER_4 = upper4(Species.SINGLE);
    public static final VectorMask<Float> SINGLES_UPPER_2 = upper2(Species.SINGLE);
    public static final VectorMask<Float> SINGLES_UPPER_1 = upper1(Species.SINGLE);
    public static final VectorShuffle<Float> SINGLES_SWAP_8 = swap(Species.SINGLE, 8);
    public static final VectorShuffle<Float> SINGLES_SWAP_4 = swap(Species.SINGLE, 4);
    public static final VectorShuffle<Float> SINGLES_SWAP_2 = swap(Species.SINGLE, 2);
    public static final VectorShuffle<Float> SINGLES_SWAP_1 = swap(Species.SINGLE, 1);

    private Halves() {}

    private static <E> VectorMask<E> upper4(VectorSpecies<E> species) {
        return VectorMask.fromLong(species, 0b1111_0000_1111_0000);
    }

    private static <E> VectorMask<E> upper2(VectorSpecies<E> species) {
        return VectorMask.fromLong(species, 0b1100_1100_1100_1100);
    }

    private static <E> VectorMask<E> upper1(VectorSpecies<E> species) {
        return VectorMask.fromLong(species, 0b1010_1010_1010_1010);
    }

    /// Half of a vector at most; a narrower one has no use for it.
    private static <E> VectorShuffle<E> swap(VectorSpecies<E> species, int lanes) {
        return VectorShuffle.fromOp(species, lane -> (lane ^ lanes) % species.length());
    }

    public static DoubleVector by4(DoubleVector a, DoubleVector b) {
        return halved(a, b, DOUBLES_UPPER_4, DOUBLES_SWAP_4);
    }

    public static DoubleVector by2(DoubleVector a, DoubleVector b) {
        return halved(a, b, DOUBLES_UPPER_2, DOUBLES_SWAP_2);
    }

    public static DoubleVector by1(DoubleVector a, DoubleVector b) {
        return halved(a, b, DOUBLES_UPPER_1, DOUBLES_SWAP_1);
    }

    private static DoubleVector halved(DoubleVector a, DoubleVector b, VectorMask<Double> upper, VectorShuffle<Double> swap) {
        return a.blend(b, upper).add(b.blend(a, upper).rearrange(swap));
    }

    public static FloatVector by8(FloatVector a, FloatVector b) {
        return halved(a, b, SINGLES_UPPER_8, SINGLES_SWAP_8);
    }

    public static FloatVector by4(FloatVector a, FloatVector b) {
        return halved(a, b, SINGLES_UPPER_4, SINGLES_SWAP_4);
    }

    public static FloatVector by2(FloatVector a, FloatVector b) {
        return halved(a, b, SINGLES_UPPER_2, SINGLES_SWAP_2);
    }

    public static FloatVector by1(FloatVector a, FloatVector b) {
        return halved(a, b, SINGLES_UPPER_1, SINGLES_SWAP_1);
    }

    private static FloatVector halved(FloatVector a, FloatVector b, VectorMask<Float> upper, VectorShuffle<Float> swap) {
        return a.blend(b, upper).add(b.blend(a, upper).rearrange(swap));
    }
}
