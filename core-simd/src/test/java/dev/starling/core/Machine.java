package dev.starling.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/// Java machines of their own, with the class path of this one and other flags.
final class Machine {
    private Machine() {}

    /// Starts a program with each list of flags, all at a time.
    static List<Process> start(List<List<String>> flags, Class<?> program, String... arguments) throws IOException {
        List<Process> processes = new ArrayList<>();
        for (List<String> ofOne : flags) {
            processes.add(start(program, ofOne, arguments));
        }
        return processes;
    }

    /// What they print. Each must end well.
    static List<String> outputs(List<Process> processes) throws IOException, InterruptedException {
        List<String> outputs = new ArrayList<>();
        for (Process process : processes) {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            outputs.add(output.strip());
        }
        return outputs;
    }

    private static Process start(Class<?> program, List<String> flags, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }
}
