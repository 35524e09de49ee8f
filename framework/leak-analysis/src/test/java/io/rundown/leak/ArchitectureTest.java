package io.rundown.leak;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Telling uses walking, walking uses reading, and nothing uses more than the JDK. */
@AnalyzeClasses(packages = "io.rundown.leak", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule nothingButTheJdk = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.rundown.leak..",
                    "java..",
                    "javax.management..",
                    "com.sun.management",
                    "org.jspecify.annotations");

    @ArchTest
    static final ArchRule packagesFormNoCircle =
            slices().matching("io.rundown.leak.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule readingKnowsNothingOfLeaks = noClasses()
            .that()
            .resideInAPackage("io.rundown.leak.internal..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.rundown.leak");

    @ArchTest
    static final ArchRule readingKnowsNothingOfWalking = noClasses()
            .that()
            .resideInAPackage("io.rundown.leak.internal.hprof")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.rundown.leak.internal.walk");
}
