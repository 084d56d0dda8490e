package dev.starling.app;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/// The fences of the host, and what its module shows to others.
///
/// A change of the module that is meant is written down by `mvn -pl app -am test -Dtest=ArchitectureTest -Dapi.write=true
/// -Dsurefire.failIfNoSpecifiedTests=false`.
class ArchitectureTest {
    private static final Path MODULE = Path.of("src/test/resources/module.txt");

    private static final JavaClasses HOST =
            new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.starling.app");

    private static final String PLUGINS = "dev.starling.app.plugins.";

    private static final Pattern ROOM = Pattern.compile("`(app[a-z.]*|\\.[a-z]+)`");

    @Test
    void allOfItIsLookedAt() {
        assertThat(HOST.contain("dev.starling.app.Main")).isTrue();
        assertThat(HOST.contain("dev.starling.app.files.WholeFiles")).isTrue();
        assertThat(HOST.contain("dev.starling.app.pipeline.embed.EmbedRun")).isTrue();
        assertThat(HOST.contain("dev.starling.app.plugins.guard.PluginOutput")).isTrue();
    }

    /// Results are printed by commands. Where plug-ins are run, what they print is turned away from the results, and the streams put back.
    @Test
    void onlyCommandsPrint() {
        noClasses().that().resideOutsideOfPackage("dev.starling.app.command..")
                .and().doNotHaveFullyQualifiedName("dev.starling.app.Main")
                .and().doNotHaveFullyQualifiedName(PLUGINS + "guard.PluginOutput")
                .and().doNotHaveFullyQualifiedName(PLUGINS + "guard.Surroundings")
                .and().doNotHaveFullyQualifiedName(PLUGINS + "link.Questions")
                .should().accessField(System.class, "out")
                .check(HOST);
        noClasses().that().resideOutsideOfPackage("dev.starling.app.command..")
                .and().doNotHaveFullyQualifiedName("dev.starling.app.Main")
                .and().doNotHaveFullyQualifiedName(PLUGINS + "guard.PluginOutput")
                .and().doNotHaveFullyQualifiedName(PLUGINS + "guard.Surroundings")
                .and().doNotHaveFullyQualifiedName(PLUGINS + "Loading")
                .should().accessField(System.class, "err")
                .check(HOST);
    }

    /// Every file that any command writes goes one way: reserved, whole, never over anything unasked. Even the report of a crash.
    @Test
    void onePackageWritesFiles() {
        noClasses().that().resideOutsideOfPackage("dev.starling.app.files..").should(writeFiles()).check(HOST);
        noClasses().that().resideInAPackage("dev.starling.app.files..")
                .and().doNotHaveSimpleName("Disk")
                .and().doNotHaveSimpleName("Reservation")
                .and().doNotHaveSimpleName("ScratchFolder")
                .should(writeFiles()).check(HOST);
    }

    private static ArchCondition<JavaClass> writeFiles() {
        return ArchConditions.callMethodWhere(target(owner(assignableTo(Files.class))).and(target(nameMatching(
                        "write|writeString|newBufferedWriter|newOutputStream|newByteChannel|copy|move|create.*|delete.*|set.*"))))
                .or(ArchConditions.callMethodWhere(target(owner(assignableTo(java.nio.channels.FileChannel.class))).and(target(name("open")))))
                .or(ArchConditions.callMethodWhere(target(owner(assignableTo(java.io.File.class)))
                        .and(target(nameMatching("createNewFile|createTempFile|delete.*|mkdir.*|renameTo|set.*")))))
                .or(ArchConditions.dependOnClassesThat(belongToAnyOf(
                        java.io.FileOutputStream.class, java.io.FileWriter.class, java.io.RandomAccessFile.class)));
    }

    @Test
    void onlyThePackageOfPluginsKnowsPf4j() {
        noClasses().that().resideOutsideOfPackage("dev.starling.app.plugins..")
                .should().dependOnClassesThat().resideInAPackage("org.pf4j..")
                .check(HOST);
    }

    /// Every package counts by itself, that of `Main` and those within others too.
    @Test
    void itsPackagesHaveNoCycles() {
        slices().assignedFrom(new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().startsWith("dev.starling.app") ? SliceIdentifier.of(type.getPackageName()) : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        }).should().beFreeOfCycles().check(HOST);
    }

    /// The page for who comes next names every room, in the order in which they know each other.
    @Test
    void thePageOfTheArchitectureIsTrue() throws IOException {
        String page = Files.readString(Path.of("../docs/architecture.md"));
        String rows = page.substring(page.indexOf("## The rooms of the host"), page.indexOf("## Where to put what"));
        List<String> rooms = new ArrayList<>(List.of("dev.starling.app"));
        String parent = "";
        for (String row : rows.lines().filter(line -> line.startsWith("| `app")).toList()) {
            for (MatchResult name : ROOM.matcher(row.substring(0, row.indexOf('|', 1))).results().toList()) {
                String room = (name.group(1).startsWith(".") ? parent : "dev.starling.") + name.group(1);
                parent = room.substring(0, room.lastIndexOf('.'));
                rooms.add(room);
            }
        }
        assertThat(rooms).containsExactlyInAnyOrderElementsOf(
                HOST.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new)));
        for (JavaClass type : HOST) {
            if (!type.getPackageName().equals("dev.starling.app")) {
                assertThat(type.getDirectDependenciesFromSelf()).as(type.getName()).allSatisfy(dependency ->
                        assertThat(rooms.indexOf(dependency.getTargetClass().getPackageName())).isLessThanOrEqualTo(rooms.indexOf(type.getPackageName())));
            }
        }
    }

    /// Commands parse and call. What they share is below them, and nobody but `Main` knows them or their parser.
    @Test
    void commandsOnlyParseAndCall() {
        noClasses().that().resideOutsideOfPackages("dev.starling.app", "dev.starling.app.command..")
                .should().dependOnClassesThat().resideInAnyPackage("dev.starling.app.command..", "picocli..")
                .check(HOST);
        noClasses().that().resideInAPackage("dev.starling.app.command..")
                .should().dependOnClassesThat().resideInAnyPackage("dev.starling.map..", "dev.starling.core.affinity..")
                .check(HOST);
    }

    @Test
    void everyPackageIsNullMarked() throws ClassNotFoundException {
        for (JavaClass type : HOST) {
            Package here = Class.forName(type.getName(), false, getClass().getClassLoader()).getPackage();
            assertThat(here.isAnnotationPresent(NullMarked.class)).as(here.getName()).isTrue();
        }
    }

    @Test
    void theModuleIsAsItIsWrittenDown() throws IOException {
        Path classes = Path.of(URI.create(Main.class.getProtectionDomain().getCodeSource().getLocation().toString()));
        String now;
        try (var in = Files.newInputStream(classes.resolve("module-info.class"))) {
            now = describe(ModuleDescriptor.read(in));
        }
        if (Boolean.getBoolean("api.write")) {
            Files.writeString(MODULE, now);
        }
        assertThat(now).isEqualTo(Files.readString(MODULE));
    }

    private static String describe(ModuleDescriptor module) {
        List<String> lines = new ArrayList<>();
        module.requires().forEach(requires -> lines.add("requires " + new TreeSet<>(requires.modifiers()) + " " + requires.name()));
        module.exports().forEach(exports -> lines.add("exports " + exports.source()));
        module.opens().forEach(opens -> lines.add("opens " + opens.source() + " to " + new TreeSet<>(opens.targets())));
        module.uses().forEach(uses -> lines.add("uses " + uses));
        return "module " + module.name() + "\n" + lines.stream().sorted().collect(Collectors.joining("\n")) + "\n";
    }
}
