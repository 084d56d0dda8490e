package dev.starling.testkit;

import org.apiguardian.api.API;

import java.util.List;

/// An extension that has no file beside its class, and says itself which laws it breaks on purpose, as one declared in a text does.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public interface Waiving {
    List<Waiver> waivers();
}
