package dev.starling.core.exact;

import dev.starling.core.base.Workers;

import java.util.concurrent.atomic.AtomicIntegerArray;

/// A plan by which every block of points meets every other once, in rounds in which no block has two meetings at a time: so the
/// tasks of a round write to different places, and what a block is given comes in the order of the rounds, whoever brings it.
///
/// The circle method: block m − 1 stays, the others move one place a round. With an odd number, one block has no partner in a round.
///
/// @param blocks  number of blocks
record Tournament(int blocks) {
    /// What two blocks do when they meet; a block meets itself as well.
    @FunctionalInterface
    interface Meeting {
        void of(int first, int second);
    }

    /// Each block by itself, then all rounds.
    ///
    /// There is no wait between two rounds: a meeting begins once both blocks have been through all that come before it. Meetings are handed
    /// out in their order, so that those waited for are under way.
    void play(Workers workers, Meeting meeting) {
        AtomicIntegerArray turnsOf = new AtomicIntegerArray(players());
        workers.run(blocks + rounds() * meetings(), task -> {
            int turn = task < blocks ? 0 : 1 + (task - blocks) / meetings();
            int number = task < blocks ? task : (task - blocks) % meetings();
            int first = turn == 0 ? number : first(turn - 1, number);
            int second = turn == 0 ? number : second(turn - 1, number);
            await(turnsOf, first, turn);
            try {
                if (second < blocks) {
                    await(turnsOf, second, turn);
                    meeting.of(first, second);
                }
            } finally {
                // Whatever has happened: others wait for it. They may go on at once, so each is told once.
                turnsOf.set(first, turn + 1);
                if (second != first) {
                    turnsOf.set(second, turn + 1);
                }
            }
        });
    }

    private static void await(AtomicIntegerArray turnsOf, int block, int turn) {
        Workers.await(() -> turnsOf.get(block) >= turn);
    }

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
