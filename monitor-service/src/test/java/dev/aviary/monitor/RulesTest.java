package dev.aviary.monitor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What may depend on what. */
@AnalyzeClasses(packages = "dev.aviary", importOptions = DoNotIncludeTests.class)
final class RulesTest {
  @ArchTest
  static final ArchRule THE_MONITOR_KNOWS_NO_OTHER_SERVICE =
      noClasses()
          .that()
          .resideInAPackage("dev.aviary.monitor..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.aviary.builder..", "dev.aviary.balancer..", "dev.aviary.flag..");

  @ArchTest
  static final ArchRule ITS_FEATURES_FORM_NO_CYCLE =
      slices().matching("dev.aviary.monitor.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule PACKAGES_ARE_FEATURES =
      noClasses()
          .that()
          .resideInAPackage("dev.aviary.monitor..")
          .should()
          .resideInAnyPackage("..util..", "..common..", "..impl..", "..model..");
}
