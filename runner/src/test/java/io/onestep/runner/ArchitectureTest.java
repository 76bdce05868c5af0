package io.onestep.runner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** The doors of the house. */
class ArchitectureTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("testkit"))
          .importPackages("io.onestep");

  /** Rules hold on nothing too, so first of all: is everything here? */
  @Test
  void allModulesAreScanned() {
    Set<String> modules = new TreeSet<>();
    ALL.forEach(c -> modules.add(c.getPackageName().split("\\.")[2]));
    assertThat(modules)
        .contains(
            "api",
            "datamodels",
            "datasets",
            "engine",
            "equivalence",
            "learners",
            "openblas",
            "runner");
    assertThat(ALL).hasSizeGreaterThan(150);
  }

  @Test
  void theApiDependsOnTheJdkAlone() {
    check(
        classes()
            .that()
            .resideInAPackage("io.onestep.api..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.onestep.api..", "java.."));
  }

  @Test
  void componentsSeeTheApiAndNotEachOther() {
    for (String module :
        new String[] {"datamodels", "datasets", "equivalence", "learners", "openblas"}) {
      check(
          classes()
              .that()
              .resideInAPackage("io.onestep." + module + "..")
              .should()
              .onlyDependOnClassesThat()
              .resideOutsideOfPackage("io.onestep..")
              .orShould()
              .onlyDependOnClassesThat(
                  com.tngtech.archunit.base.DescribedPredicate.describe(
                      "are of the api or of the module",
                      c ->
                          !c.getPackageName().startsWith("io.onestep.")
                              || c.getPackageName().startsWith("io.onestep.api")
                              || c.getPackageName().startsWith("io.onestep." + module))));
    }
  }

  @Test
  void theEngineNamesNoImplementation() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("io.onestep.engine..", "io.onestep.runner..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.onestep.datamodels..",
                "io.onestep.datasets..",
                "io.onestep.equivalence..",
                "io.onestep.learners..",
                "io.onestep.openblas.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("io.onestep.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.onestep.runner..", "picocli.."));
  }

  @Test
  void guiceStaysInTheRunner() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("io.onestep.engine..", "io.onestep.runner..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google.inject.."));
  }

  @Test
  void servicesAreLoadedInOnePlace() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.onestep.engine.catalogue.Catalogue")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ServiceLoader.class));
  }

  @Test
  void randomnessComesFromOutside() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, ThreadLocalRandom.class)
            .orShould()
            .callMethodWhere(
                com.tngtech.archunit.base.DescribedPredicate.describe(
                    "is Math.random()",
                    (JavaCall<?> call) ->
                        call.getTargetOwner().isEquivalentTo(Math.class)
                            && call.getName().equals("random"))));
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.onestep.api.random")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.random.RandomGeneratorFactory"));
  }

  @Test
  void nothingButTheCommandLineEndsTheProcessOrPrints() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Main.class.getName())
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err"));
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching("io.onestep.(**)").should().beFreeOfCycles());
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(false).check(ALL);
  }
}
