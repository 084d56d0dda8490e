package dev.starling.core.gradient;

/// What an objective adds up over the pairs.
sealed interface Quantity {
    /// Σ w of each row, on one of the scales.
    record Partition(int scale) implements Quantity {
        @Override
        public String toString() {
            return "partition" + ofScale(scale);
        }
    }

    /// Σ h of each row, on one of the scales.
    record SumOfH(int scale) implements Quantity {
        @Override
        public String toString() {
            return "sum of h" + ofScale(scale);
        }
    }

    /// Σⱼ (φᵢⱼ + φⱼᵢ)(yᵢ − yⱼ): the only one that is a sum of displacements.
    record Gradient() implements Quantity {
        @Override
        public String toString() {
            return "gradient";
        }
    }

    /// Σ c of each row.
    record Cost() implements Quantity {
        @Override
        public String toString() {
            return "cost";
        }
    }

    /// Σ ∂c/∂θ of each row.
    record Derivative(String parameter) implements Quantity {
        @Override
        public String toString() {
            return "derivative by " + parameter;
        }
    }

    private static String ofScale(int scale) {
        return scale == 0 ? "" : " on scale " + (scale + 1);
    }
}
