package dev.starling.app.outsider;

import dev.starling.app.scaffold.ProjectKind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/// What an outsider does, done with the built distribution: build a new project of each kind, build the examples, move the program.
@Tag("outsider")
class OutsiderIT {
    @TempDir
    static Path outside;

    private static Workshop workshop;

    @BeforeAll
    static void openWorkshop() {
        workshop = new Workshop(outside);
    }

    private static String run(Path where, String commands) {
        return workshop.done(where, commands);
    }

    /// All in one run of Maven, since starting it is most of the time. The laws of each kind are tried by `starling plugin verify`; that a
    /// project's own tests try them is seen in the tutorial ([TutorialIT]), and in every project where the build is asked for it.
    @Test
    void aNewProjectOfEveryKindAndEveryExampleIsBuiltVerifiedAndUsed() throws IOException {
        Path where = Files.createDirectory(workshop.folder().resolve("projects"));
        boolean full = Boolean.getBoolean("starling.it.full");
        List<Path> projects = projects(where);
        String maven = "mvn -q -Dstarling.repository=" + Workshop.distribution().resolve("repository").toUri();
        run(where, maven + (full ? " verify" : " -DskipTests package"));

        Path jars = Files.createDirectory(where.resolve("jars"));
        for (Path project : projects) {
            assertThat(!full || testsRunIn(project) > 7).as(project.toString()).isTrue();
            assertThat(Files.readString(project.resolve("pom.xml"))).doesNotContain(workshop.folder().toString());
            Files.copy(jarOf(project), jars.resolve(jarOf(project).getFileName()));
        }
        run(where, maven + " -DskipTests clean package" + (full ? "" : " -pl brand-new-kernel,rprop"));
        for (Path project : projects) {
            assertThat(!Files.exists(jarOf(project)) || Files.mismatch(jarOf(project), jars.resolve(jarOf(project).getFileName())) < 0)
                    .as("the same sources make the same JAR: " + project)
                    .isTrue();
        }
        assertThat(run(where, "starling plugin verify jars")).contains(" 0 waived, 0 broken");
        for (Map.Entry<String, String> use : USES.entrySet()) {
            run(where, "starling embed iris --iterations 60 --plugins jars " + use.getValue() + " --out " + use.getKey() + ".starling");
            assertThat(where.resolve(use.getKey() + ".starling/coords.csv")).exists();
        }
    }

    private static List<Path> projects(Path where) throws IOException {
        List<Path> projects = new ArrayList<>();
        StringBuilder commands = new StringBuilder();
        for (ProjectKind kind : ProjectKind.values()) {
            String name = "brand-new-" + kind;
            commands.append("starling plugin new ").append(name).append(" --kind ").append(kind).append('\n');
            projects.add(where.resolve(name));
        }
        run(where, commands.toString());
        for (Path example : examples()) {
            projects.add(Workshop.copy(example, where));
        }
        Files.writeString(where.resolve("pom.xml"), """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>outside</groupId><artifactId>projects</artifactId><version>1</version><packaging>pom</packaging>
                  <modules>%s</modules>
                </project>
                """.formatted(String.join("", projects.stream().map(p -> "<module>" + p.getFileName() + "</module>").toList())));
        return projects;
    }

    /// Where Starling is built anew, projects that were built before are held to the new kit and no other.
    @Test
    void aProjectIsCheckedByTheKitThatIsThereNow() throws IOException {
        Path where = Files.createDirectory(workshop.folder().resolve("kit"));
        run(where, "starling plugin new fresh\ncp -R '" + Workshop.distribution() + "/repository' repository");
        String build = "cd fresh\nmvn -q -Dstarling.repository=" + where.resolve("repository").toUri() + " test-compile";
        run(where, build);
        Workshop.buildAnew(where.resolve("repository/dev/starling/starling-testkit"), "no kit at all");
        Workshop.Outcome outcome = workshop.run(where, build);
        assertThat(outcome.code()).as(outcome.output()).isNotZero();
        assertThat(outcome.output()).contains("starling-testkit");
    }

    /// An author who asks an editor what a word means finds it.
    @Test
    void authorsGetTheSourcesOfWhatTheyBuildAgainst() throws IOException {
        try (Stream<Path> files = Files.walk(Workshop.distribution().resolve("repository/dev/starling"))) {
            List<String> names = files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith("-sources.jar")).toList();
            assertThat(List.of("api", "core-simd", "map", "testkit")).allMatch(artifact -> names.stream().anyMatch(name -> name.startsWith("starling-" + artifact + "-")));
        }
    }

    private static Path jarOf(Path project) {
        return project.resolve("target").resolve(project.getFileName() + "-1.0.0.jar");
    }

    private static List<Path> examples() {
        List<Path> examples = Workshop.foldersIn(Workshop.sources().resolve("examples")).stream()
                .filter(example -> USES.containsKey(example.getFileName().toString()))
                .toList();
        assertThat(examples).hasSameSizeAs(USES.keySet());
        return examples;
    }

    private static int testsRunIn(Path project) throws IOException {
        try (Stream<Path> reports = Files.list(project.resolve("target/surefire-reports"))) {
            int tests = 0;
            for (Path report : reports.filter(file -> file.toString().endsWith(".xml")).toList()) {
                tests += Files.readString(report).split("<testcase ", -1).length - 1;
            }
            return tests;
        }
    }

    /// How a map is drawn with the plug-in of each example.
    private static final Map<String, String> USES = Map.of(
            "cressie-read", "--cost cressie-read --set cost.alpha=1",
            "rational-quadratic", "--kernel rational-quadratic",
            "rprop", "--optimizer rprop");

    /// Java would take the archive of the old place, and refuse its classes.
    @Test
    void theProgramMayBeMovedAndCopied() throws IOException {
        Path where = Files.createDirectory(workshop.folder().resolve("moved here"));
        run(where, "cp -pR '" + Workshop.distribution() + "' program\n./program/starling list\n./program/starling embed --help");
        assertThat(where.resolve("program/starling.jsa")).as("a run that loads little makes no archive").doesNotExist();
        run(where, "./program/starling embed nothing.csv || true");
        long poor = Files.size(where.resolve("program/starling.jsa"));
        run(where, "./program/starling embed iris --iterations 1 --out map");
        assertThat(Files.size(where.resolve("program/starling.jsa"))).as("what a failed run has loaded is not kept").isGreaterThan(poor + poor / 4);
        assertThat(run(where, "mv program 'program 2'\n'./program 2/starling' list\n'./program 2/starling' list"))
                .contains("t-sne");
    }

    @Test
    void theDistributionHasTheKitAndNothingThatItsTestsNeed() throws IOException {
        try (Stream<Path> modules = Files.list(Workshop.distribution().resolve("lib"))) {
            List<String> names = modules.map(file -> file.getFileName().toString()).toList();
            assertThat(names).anyMatch(name -> name.startsWith("starling-testkit"));
            assertThat(names).noneMatch(name -> name.contains("junit") || name.contains("jqwik") || name.contains("opentest4j"));
        }
    }
}
