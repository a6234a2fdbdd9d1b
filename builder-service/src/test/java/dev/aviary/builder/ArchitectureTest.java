package dev.aviary.builder;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.aviary.builder", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule SERVICES_DO_NOT_KNOW_EACH_OTHER =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.aviary.balancer..", "dev.aviary.monitor..", "dev.aviary.flag..");

  @ArchTest
  static final ArchRule PACKAGES_ARE_FEATURES =
      noClasses().should().resideInAnyPackage("..util..", "..impl..", "..common..", "..model..");

  @ArchTest
  static final ArchRule WHAT_RUNS_IS_DECIDED_WITHOUT_KNOWING_DOCKER =
      noClasses()
          .that()
          .resideInAnyPackage("..reconcile..", "..rollout..", "..lease..", "..app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.github.dockerjava..");
}
