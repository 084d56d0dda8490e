package dev.starling.app.plugins;

import dev.starling.api.Extension;
import dev.starling.core.Catalog;

import java.nio.file.Path;
import java.util.List;

/// The extensions of all plug-ins in some folders.
public final class Plugins implements Catalog, AutoCloseable {
    private Plugins() {}

    /// Loads every plug-in of the folders that can be loaded; never throws because of one.
    public static Plugins open(List<Path> folders) {
        return new Plugins();
    }

    /// What became of each JAR, in the order of their names.
    public List<PluginReport> reports() {
        return List.of();
    }

    @Override
    public <E extends Extension> List<E> all(Class<E> kind) {
        return List.of();
    }

    @Override
    public <E extends Extension> E find(Class<E> kind, String name) {
        return all(kind).getFirst();
    }

    @Override
    public void close() {}
}
