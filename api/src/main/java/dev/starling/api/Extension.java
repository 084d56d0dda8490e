package dev.starling.api;

import org.apiguardian.api.API;

import java.util.List;

/// What all extensions have in common: a name and parameters. Extensions are stateless and have a public constructor without
/// arguments; the values of their parameters arrive with each call.
@API(status = API.Status.STABLE, since = "1.0")
public interface Extension {
    /// The name by which users choose it: lower-case words joined by hyphens, such as `student-t`.
    String name();

    /// One sentence for `starling list`, without the name.
    String summary();

    /// What a user may set, by `--set kernel.alpha=0.5` and its like.
    default List<Parameter> parameters() {
        return List.of();
    }
}
