package dev.starling.api;

import org.apiguardian.api.API;

/// What an embedding minimizes: a formula for one ordered pair of points, summed by the core over all of them.
@API(status = API.Status.STABLE, since = "1.0")
public sealed interface Cost extends Extension permits ProbabilityCost, DistanceCost {}
