package dev.starling.app.outsider;

import dev.starling.app.scaffold.ProjectKind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/// What an outsider does, done with the built distribution: follow the tutorial, build a new project of each kind, build the examples.
class OutsiderIT {
    @TempDir
    static Path outside;

    private static Workshop workshop;

    @BeforeAll
    static void openWorkshop() {
        workshop = new Workshop(outside);
    }

    private static Workshop.Outcome run(Path where, String commands) {
        Workshop.Outcome outcome = workshop.run(where, commands);
        assertThat(outcome.code()).as(commands + "\n" + outcome.output()).isZero();
        return outcome;
    }

    /// Every command and listing of the page that is marked, in its order.
    @Test
    void theTutorialIsTrue() throws IOException {
        Path where = Files.createDirectory(workshop.folder().resolve("tutorial"));
        String page = Files.readString(Workshop.sources().resolve("docs/writing-plugins.md"));
        Matcher blocks = Pattern.compile("<!-- (run|write (\\S+)) -->\\n```\\w+\\n(.*?)```", Pattern.DOTALL).matcher(page);
        int done = 0;
        String output = "";
        while (blocks.find()) {
            String text = blocks.group(3);
            if (blocks.group(2) == null) {
                output = run(where, text).output();
                for (String line : text.lines().toList()) {
                    if (line.startsWith("cd ")) {
                        where = where.resolve(line.substring(3));
                    }
                }
            } else {
                assertThat(where.resolve(blocks.group(2))).as("the listing replaces what the template has").exists();
                Files.writeString(where.resolve(blocks.group(2)), text);
            }
            done++;
        }
        assertThat(done).isEqualTo(6);
        assertThat(where.resolve("again.starling/coords.csv")).exists();
        assertThat(output).contains("again.starling");
    }

    @ParameterizedTest
    @EnumSource
    void aNewProjectOfEveryKindBuildsAtOnceAndVerifies(ProjectKind kind) throws IOException {
        String name = "brand-new-" + kind.word();
        run(workshop.folder(), "starling plugin new " + name + " --kind " + kind.word());
        Path project = workshop.folder().resolve(name);
        run(project, "mvn -q verify");
        assertThat(testsRunIn(project)).isGreaterThan(7);
        Path jar = project.resolve("target").resolve(name + "-1.0.0.jar");
        byte[] first = Files.readAllBytes(jar);
        run(project, "rm -r target && mvn -q -DskipTests package");
        assertThat(Files.readAllBytes(jar)).as("the same sources make the same JAR").isEqualTo(first);
        assertThat(run(project, "starling plugin verify target/" + name + "-1.0.0.jar").output()).contains("0 waived, 0 broken");
        assertThat(Files.readString(project.resolve("pom.xml"))).doesNotContain("://" + "repo", workshop.folder().toString());
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

    @Test
    void everyExampleIsBuiltVerifiedAndUsed() throws IOException {
        List<Path> examples = Workshop.foldersIn(Workshop.sources().resolve("examples")).stream()
                .filter(example -> USES.containsKey(example.getFileName().toString()))
                .toList();
        assertThat(examples).hasSameSizeAs(USES.keySet());
        Path folder = Files.createDirectory(workshop.folder().resolve("third-parties"));
        for (Path example : examples) {
            Path copy = workshop.copyOf(example);
            run(copy, "mvn -q -Dstarling.repository=" + Workshop.distribution().resolve("repository").toUri() + " verify");
            run(copy, "cp target/*-1.0.0.jar '" + folder + "'");
        }
        assertThat(run(workshop.folder(), "starling plugin verify third-parties").output()).contains("0 waived, 0 broken");
        for (Path example : examples) {
            String name = example.getFileName().toString();
            String use = USES.get(name);
            run(workshop.folder(), "starling embed iris --iterations 100 --plugins third-parties " + use + " --out " + name + ".starling");
            assertThat(workshop.folder().resolve(name + ".starling/coords.csv")).exists();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"My-Kernel", "my kernel", "-kernel", "kernel-", "1st"})
    void aBadNameIsRefusedInOneLine(String name) {
        Workshop.Outcome outcome = workshop.run(workshop.folder(), "starling plugin new --kind kernel -- '" + name + "'");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.output()).startsWith("starling: error: '" + name + "' cannot name a plug-in");
        assertThat(outcome.output().lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.Example", "org..example", "org.new.mine", "dev.starling.api", "java.mine"})
    void aBadPackageIsRefusedInOneLine(String packageName) {
        Workshop.Outcome outcome = workshop.run(workshop.folder(), "starling plugin new misplaced --package " + packageName);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.output().lines()).singleElement().asString().contains(packageName);
        assertThat(workshop.folder().resolve("misplaced")).doesNotExist();
    }

    @Test
    void whatIsThereIsNotOverwritten() throws IOException {
        Path there = Files.createDirectory(workshop.folder().resolve("taken"));
        Files.writeString(there.resolve("mine.txt"), "mine");
        Workshop.Outcome outcome = workshop.run(workshop.folder(), "starling plugin new taken");
        assertThat(outcome.code()).isEqualTo(5);
        assertThat(outcome.output().lines()).hasSize(1);
        assertThat(there.resolve("mine.txt")).hasContent("mine");
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
