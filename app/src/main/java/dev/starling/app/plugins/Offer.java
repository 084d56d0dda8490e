package dev.starling.app.plugins;

import dev.starling.api.Extension;

/// One extension as a plug-in offers it.
record Offer(String pluginId, ExtensionKind kind, String name, Extension extension) {}
