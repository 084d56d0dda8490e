package dev.starling.core;

/// How the attraction and the learning rate go on when the exaggeration of the recipe is over.
///
/// @param late      factor on the attraction from then on; 1 for none
/// @param ownRates  whether an automatic learning rate is that of the phase: as many times larger as the attraction is weaker
record Phases(double late, boolean ownRates) {
    static final Phases USUAL = new Phases(1, false);
}
