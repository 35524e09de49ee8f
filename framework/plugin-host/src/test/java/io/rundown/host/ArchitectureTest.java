package io.rundown.host;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Dependencies point downwards only: host, then files and handles, then the model, then the primitive. */
@AnalyzeClasses(packages = "io.rundown", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesFormNoCircle =
            slices().matching("io.rundown.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule thePrimitiveKnowsNothingOfTheHost = noClasses()
            .that()
            .resideInAPackage("io.rundown")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.rundown.host..", "org.pf4j..", "org.slf4j..", "org.objectweb.asm..");

    @ArchTest
    static final ArchRule theModelUsesNothingOfTheHost = noClasses()
            .that()
            .resideInAPackage("io.rundown.host.model")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.rundown", "io.rundown.host", "io.rundown.host.internal..", "org.pf4j..");

    @ArchTest
    static final ArchRule filesAndHandlesKnowNothingOfTheHost = noClasses()
            .that()
            .resideInAPackage("io.rundown.host.internal..")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.rundown.host"));

    @ArchTest
    static final ArchRule filesDoNotKnowHandles = noClasses()
            .that()
            .resideInAPackage("io.rundown.host.internal.load")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.rundown.host.internal.handle");

    @ArchTest
    static final ArchRule handlesDoNotKnowFiles = noClasses()
            .that()
            .resideInAPackage("io.rundown.host.internal.handle")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.rundown.host.internal.load");

    @ArchTest
    static final ArchRule theCleanUpKnowsNeitherFilesNorHandles = noClasses()
            .that()
            .resideInAPackage("io.rundown.host.internal.cleanup")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.rundown.host.internal.handle", "io.rundown.host.internal.load", "org.pf4j..");

    @ArchTest
    static final ArchRule onlyTheHostUsesWhatIsInternal = classes()
            .that()
            .resideInAPackage("io.rundown.host.internal..")
            .should()
            .onlyBeAccessed()
            .byAnyPackage("io.rundown.host", "io.rundown.host.internal..");

    @ArchTest
    static final ArchRule theFlightRecorderIsToldInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("io.rundown.host.internal.jfr")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk.jfr..");

    /** So that the host works where there is no flight recorder. */
    @ArchTest
    static final ArchRule whoTellsItTouchesNoEvent = noClasses()
            .that()
            .resideOutsideOfPackage("io.rundown.host.internal.jfr")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.assignableTo("jdk.jfr.Event"));

    @ArchTest
    static final ArchRule eventsKnowOnlyTheModel = noClasses()
            .that()
            .resideInAPackage("io.rundown.host.internal.jfr")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.rundown",
                    "io.rundown.host",
                    "io.rundown.host.internal.handle",
                    "io.rundown.host.internal.load");

    @ArchTest
    static final ArchRule whatJmxClientsSeeRefersToNothingElse = noClasses()
            .that()
            .resideInAPackage("io.rundown.host.jmx")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.rundown",
                    "io.rundown.host",
                    "io.rundown.host.model",
                    "io.rundown.host.internal..",
                    "org.pf4j..");

    @ArchTest
    static final ArchRule bytecodeIsWrittenInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("io.rundown.host.internal.handle")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.objectweb.asm..");

    @ArchTest
    static final ArchRule noReflectiveProxies =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.lang.reflect.Proxy");

    @ArchTest
    static final ArchRule aLibraryNeverPrints =
            noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err");
}
