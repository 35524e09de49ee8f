package io.rundown.micrometer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The metrics are an application of the host like any other. */
@AnalyzeClasses(packages = "io.rundown", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule metricsUseWhatEveryoneMayUse = noClasses()
            .that()
            .resideInAPackage("io.rundown.micrometer..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.rundown", "io.rundown.host.internal..", "org.pf4j..", "org.slf4j..");

    @ArchTest
    static final ArchRule theHostKnowsNothingOfMetrics = noClasses()
            .that()
            .resideInAnyPackage("io.rundown", "io.rundown.host..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.rundown.micrometer..", "io.micrometer..");
}
