package dev.starling.app.plugins.intake;

/// One extension as a plug-in names it.
///
/// @param name      what it says that it is called
/// @param className of the class to make it from; empty if there is none
public record Offer(String pluginId, ExtensionKind kind, String name, String className) {}
