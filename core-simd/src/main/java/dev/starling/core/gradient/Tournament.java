package dev.starling.core.gradient;

/// A plan by which every block of points meets every other once, in rounds in which no block has two meetings at a time: so the
/// tasks of a round write to different places, and what a block is given comes in the order of the rounds, whoever brings it.
///
/// The circle method: block m − 1 stays, the others move one place a round. With an odd number, one block has no partner in a round.
///
/// @param blocks  number of blocks
record Tournament(int blocks) {

    /// One round less than there are players, an idle one included.
    int rounds() {
        return Math.max(0, players() - 1);
    }

    private int players() {
        return blocks + blocks % 2;
    }

    /// Meetings of a round, the one with the idle player included.
    int meetings() {
        return players() / 2;
    }

    /// The block with the lower number in a meeting, from 0, of a round.
    int first(int round, int meeting) {
        return Math.min(one(round, meeting), other(round, meeting));
    }

    /// The block with the higher number; `blocks` or more if it is the idle player.
    int second(int round, int meeting) {
        return Math.max(one(round, meeting), other(round, meeting));
    }

    private int one(int round, int meeting) {
        return meeting == 0 ? players() - 1 : (round + meeting) % (players() - 1);
    }

    private int other(int round, int meeting) {
        return Math.floorMod(round - meeting, players() - 1);
    }
}
