package dev.starling.api;

import org.apiguardian.api.API;

/// A combination of parts that has a name in the literature, with its defaults.
@API(status = API.Status.STABLE, since = "1.0")
public interface Method extends Extension {
    /// Authors, title, place and year.
    String paper();

    Recipe recipe();
}
