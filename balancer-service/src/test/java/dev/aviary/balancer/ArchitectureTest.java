package dev.aviary.balancer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;

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

  /** The packages of the data path from top to bottom, as its package-info tells them. */
  private static final List<String> DATA_PATH =
      List.of("accept", "connection", "exchange", "relay", "backend", "loop");

  @ArchTest
  static void aRequestGoesDownThroughThePackagesOfTheDataPath(JavaClasses classes) {
    for (String lower : DATA_PATH) {
      for (String upper : DATA_PATH.subList(0, DATA_PATH.indexOf(lower))) {
        noClasses()
            .that()
            .resideInAPackage("..balancer.proxy." + lower)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..balancer.proxy." + upper)
            .check(classes);
      }
    }
  }

  @ArchTest
  static final ArchRule classesOfTheDataPathFormNoCycle =
      slices().assignedFrom(new FilesOfTheDataPath()).should().beFreeOfCycles();

  /** One slice for each source file of the data path. */
  private static final class FilesOfTheDataPath implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String name = type.getName();
      return name.startsWith("dev.aviary.balancer.proxy.")
          ? SliceIdentifier.of(name.replaceFirst("\\$.*", ""))
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "files of the data path";
    }
  }
}
