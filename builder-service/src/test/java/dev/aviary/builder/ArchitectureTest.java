package dev.aviary.builder;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageCmd;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;

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

  /** The only ways to docker-java's own reading of a .dockerignore, which backtracks. */
  @ArchTest
  static final ArchRule CONTEXTS_ARE_PACKED_BY_AVIARY =
      noClasses()
          .should()
          .callMethod(DockerClient.class, "buildImageCmd")
          .orShould()
          .callMethod(DockerClient.class, "buildImageCmd", File.class)
          .orShould()
          .callMethod(BuildImageCmd.class, "withDockerfile", File.class)
          .orShould()
          .callMethod(BuildImageCmd.class, "withBaseDirectory", File.class);
}
