package dev.starling.app.plugins;

import dev.starling.api.Kernel;
import dev.starling.app.fault.Fault;
import dev.starling.app.plugins.intake.PluginReport;
import dev.starling.app.plugins.intake.PluginSources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LockFileTest {
    @TempDir
    Path folder;

    private Plugins open(PluginSources.Trust trust) {
        return Plugins.openHere(new PluginSources(null, List.of(folder), List.of(), trust));
    }

    private List<String> notices(PluginSources.Trust trust) {
        try (Plugins plugins = open(trust)) {
            return plugins.notices();
        }
    }

    private static PluginJar changed() {
        return PluginJar.named("spiral").kernel("Good", "spiral", "f.plus(2).reciprocal()").java(
                "package org.acme; class Spy { int look() throws Exception { return new java.net.Socket(\"localhost\", 1).getPort(); } }");
    }

    @Test
    void firstSightIsRecordedAndSaidOnce() throws IOException {
        PluginJar.good("spiral").write(folder);
        assertThat(notices(PluginSources.Trust.FOLDER)).singleElement().asString()
                .startsWith("first sight of spiral.jar (spiral 1.0.0, sha256 ").endsWith("recorded in " + folder.resolve("starling.lock"));
        assertThat(Files.readString(folder.resolve("starling.lock")))
                .contains("[[plugin]]", "id = \"spiral\"", "version = \"1.0.0\"", "requires = \">=1.0 & <2.0\"", "capabilities = \"\"");
        assertThat(notices(PluginSources.Trust.FOLDER)).isEmpty();
    }

    @Test
    void aChangeIsSaidUntilItIsAccepted() {
        PluginJar.good("spiral").write(folder);
        notices(PluginSources.Trust.FOLDER);
        changed().write(folder);
        for (int time = 1; time <= 2; time++) {
            assertThat(notices(PluginSources.Trust.FOLDER)).singleElement().asString()
                    .startsWith("spiral.jar is not what " + folder.resolve("starling.lock") + " says: sha256 ")
                    .contains("it now mentions sockets")
                    .endsWith("starling plugin list --accept --plugins " + folder);
        }
        assertThat(notices(PluginSources.Trust.ACCEPT)).singleElement().asString().startsWith("accepted spiral.jar");
        assertThat(notices(PluginSources.Trust.LOCKED)).isEmpty();
    }

    @Test
    void lockedRefusesWhatIsNotRecorded() {
        PluginJar.good("spiral").write(folder);
        try (Plugins plugins = open(PluginSources.Trust.LOCKED)) {
            PluginReport report = plugins.reports().getFirst();
            assertThat(report.reason()).contains("is not in " + folder.resolve("starling.lock"), report.sha256(), "--accept");
        }
        assertThat(folder.resolve("starling.lock")).doesNotExist();
    }

    @Test
    void lockedRefusesOneChangedByteAndShowsBothHashes() {
        PluginJar.good("spiral").write(folder);
        String first;
        try (Plugins plugins = open(PluginSources.Trust.FOLDER)) {
            first = plugins.reports().getFirst().sha256();
        }
        try (Plugins plugins = open(PluginSources.Trust.LOCKED)) {
            assertThat(plugins.find(Kernel.class, "spiral").name()).isEqualTo("spiral");
        }
        changed().write(folder);
        try (Plugins plugins = open(PluginSources.Trust.LOCKED)) {
            PluginReport report = plugins.reports().getFirst();
            assertThat(report.sha256()).isNotEqualTo(first);
            assertThat(report.reason()).contains(first, report.sha256(), "starling plugin list --accept --plugins " + folder);
        }
    }

    @Test
    void aDamagedLockFileIsSaidAndHarmsNobody() throws IOException {
        PluginJar.good("spiral").write(folder);
        Files.writeString(folder.resolve("starling.lock"), "[[plugin]]\nid = \"spiral\"\nsha256 = nonsense\n");
        assertThat(notices(PluginSources.Trust.FOLDER)).anySatisfy(notice ->
                assertThat(notice).contains("has a line that is not understood: 'sha256 = nonsense'"));
    }

    @Test
    void whereNothingCanBeWrittenPluginsStillLoad() throws IOException {
        PluginJar.good("spiral").write(folder);
        Files.createDirectory(folder.resolve("starling.lock"));
        Files.writeString(folder.resolve("starling.lock/full"), "");
        try (Plugins plugins = open(PluginSources.Trust.FOLDER)) {
            assertThat(plugins.find(Kernel.class, "spiral").name()).isEqualTo("spiral");
            assertThat(plugins.notices()).anySatisfy(notice ->
                    assertThat(notice).contains("is no file, so that nothing is recorded in it"));
        }
        assertThatThrownBy(() -> notices(PluginSources.Trust.ACCEPT)).isInstanceOf(Fault.class)
                .hasMessage("nothing is accepted: " + folder.resolve("starling.lock") + " is no file, so that nothing is recorded in it: move it away.");
    }

    /// What a link leads to is read and written where it is a lock file, and stays where it is something else.
    @ParameterizedTest
    @ValueSource(strings = {"", "# my thesis\n", "my thesis\n", "title = \"my thesis\"\n", "[[chapter]]\n", "id = \"thirds\"\nversion = \"1.0.0\"\n"})
    void whatALinkLeadsToStaysUnlessItIsALockFile(String text) throws IOException {
        PluginJar.good("spiral").write(folder);
        Path lock = folder.resolve("starling.lock");
        Path other = Files.writeString(folder.resolve("thesis.txt"), text);
        Files.createSymbolicLink(lock, other);
        assertThat(notices(PluginSources.Trust.FOLDER)).singleElement().asString().endsWith("is a link to what is no lock file, so that nothing is recorded in it: move it away");
        PrintStream out = System.out;
        assertThatThrownBy(() -> notices(PluginSources.Trust.ACCEPT)).isInstanceOf(Fault.class).hasMessageStartingWith("nothing is accepted: ");
        assertThat(System.out).as("plug-ins are closed, too").isSameAs(out);
        assertThat(Files.readString(other)).isEqualTo(text);
        assertThat(lock).isSymbolicLink();

        Files.delete(lock);
        notices(PluginSources.Trust.FOLDER);
        Files.move(lock, other, StandardCopyOption.REPLACE_EXISTING);
        Files.createSymbolicLink(lock, other);
        changed().write(folder);
        assertThat(notices(PluginSources.Trust.ACCEPT)).singleElement().asString().startsWith("accepted spiral.jar");
        assertThat(lock).isSymbolicLink();
        assertThat(notices(PluginSources.Trust.LOCKED)).isEmpty();
    }

    /// Another program's file of this name.
    @ParameterizedTest
    @ValueSource(strings = {"my thesis\n", "[[chapter]]\n", "[plugin]\n"})
    void whatIsNoLockFileIsLeftAsItIs(String text) throws IOException {
        PluginJar.good("spiral").write(folder);
        Path lock = Files.writeString(folder.resolve("starling.lock"), text);
        assertThat(notices(PluginSources.Trust.FOLDER)).singleElement().asString().contains("has a line that is not understood: '" + text.strip() + "'");
        assertThat(Files.readString(lock)).isEqualTo(text);
    }

    @Test
    void aLockFileThatCannotBeReadIsLeftAsItIsUntilTheUserAccepts() throws IOException {
        PluginJar.good("spiral").write(folder);
        byte[] unreadable = {'[', '[', (byte) 0xff, (byte) 0xfe, '\n'};
        Path lock = Files.write(folder.resolve("starling.lock"), unreadable);
        assertThat(notices(PluginSources.Trust.FOLDER)).singleElement().asString()
                .contains("cannot be read", "so that nothing is recorded", "starling plugin list --accept --plugins " + folder);
        assertThat(notices(PluginSources.Trust.LOCKED)).anySatisfy(notice -> assertThat(notice).contains("cannot be read"));
        assertThat(lock).hasBinaryContent(unreadable);
        notices(PluginSources.Trust.ACCEPT);
        assertThat(notices(PluginSources.Trust.LOCKED)).isEmpty();
    }

    @Test
    void lockedNamesAPluginThatIsGone() throws IOException {
        Path jar = PluginJar.good("spiral").write(folder);
        PluginJar.good("other").write(folder);
        notices(PluginSources.Trust.FOLDER);
        Files.delete(jar);
        assertThat(notices(PluginSources.Trust.LOCKED)).singleElement().asString()
                .startsWith("the plug-in spiral 1.0.0 (sha256 ").contains("no longer in the folder");
        assertThat(notices(PluginSources.Trust.FOLDER)).isEmpty();
    }

    @Test
    void ofTwoWithOneIdTheOneThatTheLockFileKnowsStays() {
        PluginJar.good("spiral").write(folder, "z.jar");
        notices(PluginSources.Trust.FOLDER);
        changed().write(folder, "a.jar");
        try (Plugins plugins = open(PluginSources.Trust.FOLDER)) {
            assertThat(plugins.find(Kernel.class, "spiral").name()).isEqualTo("spiral");
            assertThat(plugins.reports()).extracting(PluginReport::line).containsExactly(
                    "a.jar refused: its id spiral is also that of " + folder.resolve("z.jar")
                            + ", with other content, which starling.lock knows: remove one",
                    "z.jar loaded: spiral 1.0.0");
        }
    }

    /// What each offers is known from then on, so that a run that asks for none runs no code of any.
    @Test
    void whatAKnownPluginOffersIsNotAskedAgain() throws IOException {
        Path trace = folder.resolve("trace");
        PluginJar.named("spiral").java(PluginJar.kernelSource("Loud", "spiral",
                        "public Loud() throws Exception { java.nio.file.Files.writeString(java.nio.file.Path.of(\"" + trace
                                + "\"), \"x\", java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND); }",
                        "f.negated().exp()"))
                .service("Kernel", "org.acme.Loud").write(folder);
        notices(PluginSources.Trust.FOLDER);
        assertThat(Files.readString(folder.resolve("starling.lock"))).contains("offers = \"kernel spiral org.acme.Loud\"");
        Files.delete(trace);
        try (Plugins plugins = open(PluginSources.Trust.FOLDER)) {
            assertThat(plugins.reports().getFirst().extensions()).containsExactly("kernel spiral");
            assertThat(trace).doesNotExist();
            assertThat(plugins.find(Kernel.class, "spiral").name()).isEqualTo("spiral");
            assertThat(trace).hasContent("x");
        }
    }

    /// As long as the user has not accepted other bytes, they are said at each start, and asked at the first.
    @Test
    void whatAChangedPluginOffersIsAskedOnceThoughItIsNotAccepted() throws IOException {
        Path trace = folder.resolve("trace");
        Path lock = folder.resolve("starling.lock");
        PluginJar.good("spiral").write(folder);
        notices(PluginSources.Trust.FOLDER);
        String first = Files.readString(lock);
        PluginJar loud = PluginJar.named("spiral").java(PluginJar.kernelSource("Loud", "spiral",
                        "public Loud() throws Exception { java.nio.file.Files.writeString(java.nio.file.Path.of(\"" + trace + "\"), \"x\"); }",
                        "f.negated().exp()"))
                .service("Kernel", "org.acme.Loud");
        loud.write(folder);
        assertThat(notices(PluginSources.Trust.FOLDER)).singleElement().asString().contains(" is not what ");
        assertThat(trace).exists();
        Files.delete(trace);
        assertThat(Files.readString(lock)).startsWith(first);
        for (int again = 0; again < 2; again++) {
            try (Plugins plugins = open(PluginSources.Trust.FOLDER)) {
                assertThat(plugins.reports().getFirst().extensions()).containsExactly("kernel spiral");
                assertThat(plugins.notices()).singleElement().asString().contains(" is not what ");
            }
        }
        assertThat(trace).doesNotExist();
        assertThat(refusals(PluginSources.Trust.LOCKED)).singleElement().asString().contains("its sha256 is ");
        loud.entry("note", "other bytes again").write(folder);
        notices(PluginSources.Trust.FOLDER);
        assertThat(trace).exists();
        assertThat(notices(PluginSources.Trust.ACCEPT)).singleElement().asString().startsWith("accepted spiral.jar");
        assertThat(Files.readString(lock)).doesNotContain("[[changed]]");
        assertThat(notices(PluginSources.Trust.LOCKED)).isEmpty();
    }

    /// One that halts, hangs or misbehaves costs a start only once, until its bytes, Starling or Java are others, or the user has it asked again.
    @Test
    void oneThatWasRefusedForHowItAnsweredIsNotAskedAgain() throws IOException {
        Path trace = folder.resolve("trace");
        PluginJar bad = PluginJar.named("bad").java(PluginJar.kernelSource("Bad", "bad",
                        "public Bad() throws Exception { java.nio.file.Files.writeString(java.nio.file.Path.of(\"" + trace
                                + "\"), \"x\"); Runtime.getRuntime().halt(0); }", "f.negated().exp()"))
                .service("Kernel", "org.acme.Bad");
        bad.write(folder);
        String reason = "bad.jar refused: it ended the program that asked it (exit code 0)";
        assertThat(refusals(PluginSources.Trust.FOLDER)).containsExactly(reason);
        Files.delete(trace);
        for (int again = 0; again < 2; again++) {
            assertThat(refusals(PluginSources.Trust.FOLDER)).singleElement().asString()
                    .startsWith(reason + " (on 20").endsWith("; to ask it again: starling plugin list --accept --plugins " + folder + ")");
        }
        assertThat(trace).doesNotExist();
        assertThat(refusals(PluginSources.Trust.ACCEPT)).containsExactly(reason);
        assertThat(trace).exists();
        Files.delete(trace);
        Path lock = folder.resolve("starling.lock");
        Files.writeString(lock, Files.readString(lock).replaceFirst("by = \".*\"", "by = \"API 0.9, Java 24\""));
        assertThat(refusals(PluginSources.Trust.FOLDER)).containsExactly(reason);
        assertThat(trace).exists();
        bad.entry("note", "another JAR").write(folder);
        assertThat(refusals(PluginSources.Trust.FOLDER)).containsExactly(reason);
    }

    /// It is some other file, and no reason for the memory to run out.
    @Test
    void aLockFileThatIsFarTooLargeIsNotRead() throws IOException {
        PluginJar.good("spiral").write(folder);
        try (RandomAccessFile lock = new RandomAccessFile(folder.resolve("starling.lock").toFile(), "rw")) {
            lock.setLength(1L << 40);
        }
        try (Plugins plugins = open(PluginSources.Trust.FOLDER)) {
            assertThat(plugins.notices()).singleElement().asString().contains("starling.lock has more than 4 MiB, so that nothing is recorded in it");
        }
    }

    private List<String> refusals(PluginSources.Trust trust) {
        try (Plugins plugins = Plugins.open(new PluginSources(null, List.of(folder), List.of(), trust))) {
            return plugins.reports().stream().filter(report -> report.status() == PluginReport.Status.REFUSED).map(PluginReport::line).toList();
        }
    }
}
