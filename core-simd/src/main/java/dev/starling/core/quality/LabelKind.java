package dev.starling.core.quality;

import org.apiguardian.api.API;

/// What the values of a column stand for when points are colored by it.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public enum LabelKind {
    /// Words: one class each.
    TEXT,
    /// Numbers that only name something, such as postal codes: one class each.
    CODE,
    /// Few whole numbers, such as those of clusters: one class each.
    CLASS,
    /// Numbers that measure something: a scale.
    QUANTITY,
    /// Days or moments: a scale.
    DATE;

    /// Whether points of one value belong together, and are not only at one place of a scale.
    public boolean isClasses() {
        return this == TEXT || this == CODE || this == CLASS;
    }
}
