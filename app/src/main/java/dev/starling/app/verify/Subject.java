package dev.starling.app.verify;

import dev.starling.api.Extension;
import dev.starling.app.plugins.intake.PluginReport;

import java.util.List;

/// One plug-in to be verified.
///
/// @param report     what the loader says of it
/// @param extensions what it offers; nothing if it was refused
public record Subject(PluginReport report, List<Extension> extensions) {
    public Subject {
        extensions = List.copyOf(extensions);
    }
}
