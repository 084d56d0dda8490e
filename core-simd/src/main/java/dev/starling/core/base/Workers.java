package dev.starling.core.base;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.function.Function;

/// A fixed number of threads that share out numbered blocks of work. Who does a block is left to chance; what is done is not:
/// blocks write to places of their own, and whoever needs their sum adds it up in their order. So results do not depend on
/// the number of threads.
@API(status = API.Status.STABLE, since = "1.0")
public final class Workers implements AutoCloseable {
    /// How often an idle thread looks again before it goes to sleep: about 20 µs, more than the pause between two passes.
    private static final int SPINS = 2_000;

    /// One block of a job.
    @FunctionalInterface
    public interface Block {
        void run(int block);
    }

    /// A job under way; the count of unfinished blocks is what the caller waits for.
    private final class Job {
        private final Thread caller = Thread.currentThread();
        private final Block block;
        private final int count;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger unfinished;
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Job(Block block, int count) {
            this.block = block;
            this.count = count;
            this.unfinished = new AtomicInteger(count);
        }

        void help(DoubleConsumer afterEach) {
            for (int b = next.getAndIncrement(); b < count; b = next.getAndIncrement()) {
                try {
                    heed(caller);
                    block.run(b);
                } catch (Throwable t) {
                    failure.set(t);
                } finally {
                    unfinished.decrementAndGet();
                }
                afterEach.accept(1 - (double) unfinished.get() / count);
            }
        }
    }

    /// Shorter jobs are done before a share of them could be read.
    private static final long WATCHED_AFTER_NANOS = 100_000_000L;

    private final Thread[] helpers;
    private final DoubleConsumer watch;
    private final boolean cancellable;
    private double shareFrom;
    private double shareTo = 1;
    private volatile @Nullable Job job;
    private volatile boolean closed;

    /// Whether jobs under way are parts of a work that tells its own share.
    private boolean toldAsOne;

    /// @param threads number of threads that work, the caller's included; at least 1
    public Workers(int threads) {
        this(threads, Workers::unwatched);
    }

    /// @param watch told by the caller of [#run], of jobs that take longer than a tenth of a second, which share of them is done
    public Workers(int threads, DoubleConsumer watch) {
        this(threads, watch, false);
    }

    /// @param watch       told which share of a job is done
    /// @param cancellable whether an interrupt of the calling thread ends a job with a `CancellationException`, before the next block. The
    ///                    thread stays interrupted
    public Workers(int threads, DoubleConsumer watch, boolean cancellable) {
        this.watch = watch;
        this.cancellable = cancellable;
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, but was " + threads);
        }
        helpers = new Thread[threads - 1];
        for (int t = 0; t < helpers.length; t++) {
            helpers[t] = Thread.ofPlatform().daemon().name("starling-worker-" + t).start(this::work);
        }
    }

    private void heed(Thread caller) {
        if (cancellable && caller.isInterrupted()) {
            throw new CancellationException("the thread was interrupted");
        }
    }

    /// Ends work as an interrupt ends a job: for long blocks, and for what is done by the caller alone between jobs.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public void heed() {
        Job current = job;
        heed(current == null ? Thread.currentThread() : current.caller);
    }

    /// Work of many jobs that knows its own share, which is told in the place of theirs.
    ///
    /// @param work gets where to tell the share, from 0 to 1
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public <T> T asOne(Function<DoubleConsumer, T> work) {
        DoubleConsumer watching = toldAsOne ? Workers::unwatched : watching();
        boolean before = toldAsOne;
        toldAsOne = true;
        try {
            return work.apply(watching);
        } finally {
            toldAsOne = before;
        }
    }

    /// As many threads as there are processors.
    public static Workers all() {
        return new Workers(Runtime.getRuntime().availableProcessors());
    }

    public int threads() {
        return helpers.length + 1;
    }

    /// Runs blocks 0 until `blocks`, begun in this order, and returns when all are done. Called by one thread at a time, not from within a block.
    public void run(int blocks, Block block) {
        DoubleConsumer watching = toldAsOne ? Workers::unwatched : watching();
        if (helpers.length == 0 || blocks <= 1) {
            for (int b = 0; b < blocks; b++) {
                heed(Thread.currentThread());
                block.run(b);
                watching.accept((b + 1.0) / blocks);
            }
            return;
        }
        Job mine = new Job(block, blocks);
        job = mine;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
        mine.help(watching);
        await(() -> mine.unfinished.get() == 0);
        job = null;
        switch (mine.failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable t -> throw new IllegalStateException(t);
        }
    }

    /// Begins a part of a longer step, of which it is told how much is done until the part is closed. Parts may have parts. Called by the thread
    /// that calls [#run].
    ///
    /// @param from share of the step that is done before the part
    /// @param to   and after it
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public Part part(double from, double to) {
        return new Part(from, to);
    }

    /// Jobs that are a part of a longer step, until it is closed.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public final class Part implements AutoCloseable {
        private final double outerFrom = shareFrom;
        private final double outerTo = shareTo;

        private Part(double from, double to) {
            shareFrom = outerFrom + from * (outerTo - outerFrom);
            shareTo = outerFrom + to * (outerTo - outerFrom);
        }

        @Override
        public void close() {
            shareFrom = outerFrom;
            shareTo = outerTo;
        }
    }

    private static void unwatched(double ignored) {}

    /// Passes shares on, not too often.
    private DoubleConsumer watching() {
        return new DoubleConsumer() {
            private long told = System.nanoTime();

            @Override
            public void accept(double share) {
                long now = System.nanoTime();
                if (now - told >= WATCHED_AFTER_NANOS) {
                    told = now;
                    watch.accept(shareFrom + share * (shareTo - shareFrom));
                }
            }
        };
    }

    /// Returns once `done` holds, which another thread is about to bring about. Where that thread has lost its processor, to the JIT for
    /// example, it gets ours.
    @SuppressWarnings("ThreadPriorityCheck") // No result depends on it, and no thread waits for ever without it.
    public static void await(BooleanSupplier done) {
        for (int turn = 0; !done.getAsBoolean(); turn++) {
            if (turn < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    private void work() {
        Job last = null;
        int idle = 0;
        while (!closed) {
            Job current = job;
            if (current != null && current != last) {
                current.help(Workers::unwatched);
                last = current;
                idle = 0;
            } else if (++idle < SPINS) {
                Thread.onSpinWait();
            } else {
                last = null;
                LockSupport.park(this);
                idle = 0;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
    }
}
