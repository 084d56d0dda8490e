package dev.starling.core.far;

/// The tree of boxes over the points at one position, with interaction lists and proxies.
record Place(Boxes boxes, Interactions interactions, Proxies proxies) {}
