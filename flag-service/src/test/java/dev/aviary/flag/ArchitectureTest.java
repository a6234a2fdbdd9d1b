package dev.aviary.flag;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.aviary", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule THE_FLAG_SERVICE_KNOWS_NO_OTHER_SERVICE =
      noClasses()
          .that()
          .resideInAPackage("dev.aviary.flag..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.aviary.builder..", "dev.aviary.balancer..", "dev.aviary.monitor..");

  @ArchTest
  static final ArchRule PACKAGES_ARE_NAMED_AFTER_FEATURES =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..common..", "..impl..", "..model..", "..helper..");

  @ArchTest
  static final ArchRule ONLY_THE_STORES_KNOW_THE_NAMES_OF_KEYS =
      noClasses()
          .that()
          .resideInAPackage("dev.aviary.flag..")
          .and()
          .resideOutsideOfPackage("dev.aviary.flag.store")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("dev.aviary.contract.redis.Keys");

  @ArchTest
  static final ArchRule THE_REGISTRY_DOES_NOT_KNOW_THE_API =
      noClasses()
          .that()
          .resideInAPackage("dev.aviary.flag.registry..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.aviary.flag.api..");
}
