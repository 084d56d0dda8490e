package dev.starling.app.plugins.intake;

import dev.starling.app.plugins.PluginJar;
import dev.starling.app.plugins.jar.Capability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class CapabilityTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            return 1;                                                                          |
            return new java.net.Socket("localhost", 1).getPort();                              | sockets
            return java.nio.file.Files.list(java.nio.file.Path.of("/")).toArray().length;      | files
            return new ProcessBuilder("true").start().waitFor();                               | programs
            System.exit(3); return 1;                                                          | exit
            new Thread(() -> {}).start(); return 1;                                            | threads
            System.loadLibrary("x"); return 1;                                                 | native code
            return Class.forName("java.lang.String").getModifiers();                           | reflection
            java.util.Locale.setDefault(java.util.Locale.ROOT); return 1;                      | settings
            return ++Probe.count;                                                              | static state
            Runnable exit = System::gc; Runnable r = () -> Runtime.getRuntime().halt(1); return 1; | exit
            """)
    void whatCodeMentionsIsListed(String body, String word) throws IOException {
        String field = body.contains("count") ? "static int count;" : "";
        Path jar = PluginJar.named("probe")
                .java("package org.acme; class Probe { " + field + " int f() throws Exception { " + body + " } }")
                .write(folder);
        assertThat(Capability.of(jar).stream().map(Capability::word)).isEqualTo(word == null ? List.of() : List.of(word));
    }

    @Test
    void aLibraryForAnyMachineIsNativeCode() throws IOException {
        for (String library : List.of("linux/libfast.so", "windows/FAST.DLL", "mac/libfast.dylib")) {
            Path jar = PluginJar.good("probe").entry(library, new byte[9]).write(folder);
            assertThat(Capability.of(jar)).as(library).containsExactly(Capability.NATIVE_CODE);
        }
    }
}
