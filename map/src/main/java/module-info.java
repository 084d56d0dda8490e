/// A map of points as a page to explore and as a picture, for whoever has coordinates. It knows nothing of how they came about.
module dev.starling.map {
    requires transitive dev.starling.core;
    requires static transitive org.apiguardian.api;
    requires static transitive org.jspecify;
    requires echarts;
    requires java.desktop;
    requires tools.jackson.databind;

    exports dev.starling.map;

    opens dev.starling.map to tools.jackson.databind;
}
