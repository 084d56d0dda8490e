package dev.starling.core;

import org.apiguardian.api.API;

/// Hears how a run gets on. Called by the thread that embeds; a slow listener slows the run.
@API(status = API.Status.STABLE, since = "1.0")
public interface Progress {
    /// Hears nothing.
    Progress NONE = new Progress() {};

    /// A stage begins: "neighbors", "affinities", "optimizing".
    default void stage(String name) {}

    /// A part of the stage is done. A stage may have several steps, each of which goes from 0 to 1; short ones are not told of.
    ///
    /// @param done share of the step, from 0 to 1
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    default void share(double done) {}

    /// Something worth a line: a resolved number, a warning.
    default void note(String line) {}

    /// An iteration is done. A listener that interrupts the thread in here ends the run in good order: what was reached is returned, and the
    /// thread is not interrupted any more. An interrupt from elsewhere cancels the run.
    ///
    /// @param done  iterations done
    /// @param of    iterations to do at most
    /// @param cost  the cost when it was last computed
    default void iteration(int done, int of, double cost) {}
}
