package dev.starling.core;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;

import java.util.Map;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/// The fences that the compiler can't hold, over the API, the core and the plug-ins.
class ArchitectureTest {
    private static final JavaClasses WITH_TESTS = new ClassFileImporter().importPackages("dev.starling");

    private static final JavaClasses STARLING = WITH_TESTS.that(describe(
            "no tests", type -> type.getSource().stream().noneMatch(source -> source.getUri().toString().contains("/test-classes/"))));

    private static final String[] JAVA_AND_ANNOTATIONS = {"java..", "org.apiguardian.api..", "org.jspecify.annotations.."};

    @Test
    void allOfThemAreLookedAt() {
        assertThat(STARLING.contain("dev.starling.api.Kernel")).isTrue();
        assertThat(STARLING.contain("dev.starling.core.Embedder")).isTrue();
        assertThat(STARLING.contain("dev.starling.plugins.kernels.StudentT")).isTrue();
        assertThat(STARLING.contain("dev.starling.plugins.costs.Nerv")).isTrue();
        assertThat(STARLING.contain("dev.starling.plugins.stress.Sammon")).isTrue();
    }

    @Test
    void theApiDependsOnNothing() {
        classes().that().resideInAPackage("dev.starling.api..")
                .should().onlyDependOnClassesThat().resideInAnyPackage(with("dev.starling.api.."))
                .check(STARLING);
    }

    @Test
    void pluginsDependOnTheApiOnly() {
        classes().that().resideInAPackage("dev.starling.plugins..")
                .should().onlyDependOnClassesThat().resideInAnyPackage(with("dev.starling.api", "dev.starling.api.expr", "dev.starling.plugins.."))
                .check(STARLING);
        noClasses().that().resideInAPackage("dev.starling.plugins..")
                .should().dependOnClassesThat().resideInAPackage("dev.starling.api.expr.tree..")
                .check(STARLING);
    }

    @Test
    void thePluginsDoNotKnowEachOther() {
        slices().matching("dev.starling.plugins.(*)..").should().notDependOnEachOther().check(STARLING);
    }

    /// Loops that are generated at run time touch it too, through the classes of that package.
    @Test
    void onlyOnePackageTouchesTheVectorModule() {
        noClasses().that().resideOutsideOfPackage("dev.starling.core.simd..")
                .should().dependOnClassesThat().resideInAPackage("jdk.incubator.vector..")
                .check(STARLING);
    }

    @Test
    void nobodyKnowsTheApplication() {
        noClasses().that().resideInAnyPackage("dev.starling.api..", "dev.starling.core..", "dev.starling.plugins..")
                .should().dependOnClassesThat().resideInAnyPackage("dev.starling.app..", "org.pf4j..", "picocli..")
                .check(STARLING);
    }

    /// The root of the module is a room too, which a pattern over its sub-packages would not see.
    private static final SliceAssignment ROOMS_OF_THE_CORE = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getPackageName().startsWith("dev.starling.core") ? SliceIdentifier.of(type.getPackageName()) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "rooms of the core";
        }
    };

    @Test
    void packagesOfTheCoreHaveNoCycles() {
        slices().assignedFrom(ROOMS_OF_THE_CORE).should().beFreeOfCycles().check(STARLING);
    }

    /// Classes as files have them: what is nested belongs to its file. Scores are asked for by [dev.starling.core.quality.Quality#of], and are
    /// kept under names and in records that are nested there: the two files are one thing, of which only the first is public.
    private static final SliceAssignment FILES_OF_THE_CORE = new SliceAssignment() {
        private static final Map<String, String> ONE_THING = Map.of("dev.starling.core.quality.Scoring", "dev.starling.core.quality.Quality");

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String file = type.getName().split("\\$", -1)[0];
            return type.getPackageName().startsWith("dev.starling.core")
                    ? SliceIdentifier.of(ONE_THING.getOrDefault(file, file))
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "files of the core";
        }
    };

    /// Whoever is asked does not know who asks.
    @Test
    void filesOfTheCoreHaveNoCycles() {
        slices().assignedFrom(FILES_OF_THE_CORE).should().beFreeOfCycles().check(STARLING);
    }

    /// Formulas and their order are one thing, loops and threads another: what lies between is the seam.
    @Test
    void gradientsKnowNoThreads() {
        noClasses().that().resideInAPackage("dev.starling.core.gradient..")
                .should().dependOnClassesThat().haveSimpleName("Workers")
                .orShould().dependOnClassesThat().resideInAnyPackage("dev.starling.core.exact..", "dev.starling.core.far..", "dev.starling.core.simd..")
                .check(STARLING);
    }

    /// What a leaf or a part is stands in its type, or is declared; its name is a name. Names in files of others are another thing.
    @Test
    void noNameIsTakenApart() {
        noClasses().that().resideInAPackage("dev.starling.core..").and().resideOutsideOfPackage("dev.starling.core.table..")
                .should().callMethod(String.class, "startsWith", String.class)
                .orShould().callMethod(String.class, "endsWith", String.class)
                .check(STARLING);
    }

    /// What an objective needs is put together and checked in one place.
    @Test
    void onlyProblemsMakeObjectives() {
        noClasses().that().doNotHaveFullyQualifiedName("dev.starling.core.EmbeddingProblem")
                .should().callConstructorWhere(target(owner(name("dev.starling.core.gradient.EmbeddingObjective"))))
                .check(WITH_TESTS);
    }

    @Test
    void nobodyPrints() {
        noClasses().that().resideInAnyPackage("dev.starling.api..", "dev.starling.core..", "dev.starling.plugins..")
                .should().accessField(System.class, "out")
                .orShould().accessField(System.class, "err")
                .check(STARLING);
    }

    /// What differs from machine to machine, or from run to run, is in no number.
    @Test
    void noNumberDependsOnTheMachine() {
        noClasses().that().resideInAnyPackage("dev.starling.core..", "dev.starling.plugins..", "dev.starling.api..")
                .should().callMethod(Math.class, "exp", double.class)
                .orShould().callMethod(Math.class, "log", double.class)
                .orShould().callMethod(Math.class, "log1p", double.class)
                .orShould().callMethod(Math.class, "pow", double.class, double.class)
                .orShould().dependOnClassesThat().haveFullyQualifiedName("java.util.Random")
                .orShould().callMethod(java.util.stream.DoubleStream.class, "sum")
                .check(STARLING);
    }

    private static String[] with(String... packages) {
        String[] all = java.util.Arrays.copyOf(packages, packages.length + JAVA_AND_ANNOTATIONS.length);
        System.arraycopy(JAVA_AND_ANNOTATIONS, 0, all, packages.length, JAVA_AND_ANNOTATIONS.length);
        return all;
    }
}
