package dev.starling.core.far;

/// Where the points are, cut into boxes that know whom they meet.
record Place(Boxes boxes, Interactions interactions, Proxies proxies) {}
