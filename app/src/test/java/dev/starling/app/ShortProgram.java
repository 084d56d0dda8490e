package dev.starling.app;

import java.util.ArrayList;
import java.util.List;

/// How tests start a Java program that is over before good code would be worth its making: half the processor time goes to the second compiler.
public final class ShortProgram {
    private ShortProgram() {}

    /// A command that options, a class path and a class can be added to.
    public static List<String> java() {
        return new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true"));
    }
}
