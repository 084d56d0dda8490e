package dev.starling.app.map;

/// `map.html`: one file, no network.
public final class MapPage {
    private MapPage() {}

    public static String html(MapData map) {
        return map.title();
    }
}
