package dev.aviary.balancer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.aviary.balancer", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule servicesDoNotKnowEachOther =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.aviary.builder..", "dev.aviary.monitor..", "dev.aviary.flag..");

  @ArchTest
  static final ArchRule packagesAreFeatures =
      noClasses().should().resideInAnyPackage("..util..", "..common..", "..impl..", "..model..");

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("dev.aviary.balancer.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theDataPathAsksNobody =
      noClasses()
          .that()
          .resideInAnyPackage("..balancer.proxy..", "..balancer.route..", "..balancer.http..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.lettuce..", "dev.aviary.contract.redis..");
}
