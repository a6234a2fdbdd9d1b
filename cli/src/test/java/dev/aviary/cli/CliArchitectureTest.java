package dev.aviary.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.aviary", importOptions = ImportOption.DoNotIncludeTests.class)
final class CliArchitectureTest {
  /** Services are reached over HTTP alone, and what they share would cost time at every start. */
  @ArchTest
  static final ArchRule THE_COMMAND_LINE_KNOWS_NO_SERVICE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.aviary.builder..",
              "dev.aviary.balancer..",
              "dev.aviary.monitor..",
              "dev.aviary.flag..",
              "dev.aviary.contract..",
              "io.micronaut..");

  @ArchTest
  static final ArchRule PACKAGES_ARE_NAMED_AFTER_FEATURES =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..common..", "..impl..", "..model..", "..helper..");

  @ArchTest
  static final ArchRule NO_PACKAGES_KNOW_EACH_OTHER =
      slices().matching("dev.aviary.cli.(*)..").should().beFreeOfCycles();

  private CliArchitectureTest() {}
}
