package dev.starling.testkit;

/// A named promise of an extension.
///
/// @param name   lower-case words joined by hyphens
/// @param tries  number of samples at which a host tries it; 0 if it does not depend on the sample
/// @param check  throws [LawBroken] where the promise is not kept
record Law(String name, int tries, Check check) {
    /// Many samples for what costs little, few for what embeds.
    private static final int MANY = 48;

    private static final int FEW = 10;

    @FunctionalInterface
    interface Check {
        void at(Sample sample);
    }

    static Law once(String name, Runnable check) {
        return new Law(name, 0, _ -> check.run());
    }

    static Law everywhere(String name, Check check) {
        return new Law(name, MANY, check);
    }

    static Law atSome(String name, Check check) {
        return new Law(name, FEW, check);
    }

    boolean dependsOnSample() {
        return tries > 0;
    }
}
