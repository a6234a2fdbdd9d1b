package dev.aviary.builder.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Java: Maven or Gradle, by their wrappers where there are any. */
final class JavaRecogniser implements Recogniser {
  private static final String POM = "pom.xml";

  /** Where the build notes which of its jars can be started. */
  private static final String JAR = ".runnable-jar";

  /** The release that the project compiles for, in the ways that are usual. */
  private static final Pattern MAVEN_RELEASE =
      Pattern.compile(
          "<(?:java\\.version|maven\\.compiler\\.(?:release|source|target)|release)>\\s*(?:1\\.)?(\\d+)");

  private static final Pattern GRADLE_RELEASE =
      Pattern.compile(
          "(?:JavaLanguageVersion\\.of\\(\\s*|VERSION_|[sS]ourceCompatibility\\s*=\\s*[\"']?(?:1\\.)?|jvmToolchain\\(\\s*)(\\d+)");

  private static final Pattern PROPERTY =
      Pattern.compile("java\\.runtime\\.version\\s*=\\s*(\\d+)");

  /**
   * The largest jar with a main class: Spring Boot and Shade leave the one without libraries too.
   */
  private static final String NOTE_JAR =
      " && for jar in $(find . -path '*/%s*' -name '*.jar' ! -name '*-sources.jar' ! -name '*-javadoc.jar' ! -path '*/lib/*' -exec ls -S {} +); do"
          + " if unzip -p \"$jar\" META-INF/MANIFEST.MF | grep -q '^Main-Class:'; then echo \"$jar\" > "
          + JAR
          + "; break; fi; done";

  @Override
  public String language() {
    return "Java";
  }

  @Override
  public String files() {
    return "pom.xml, gradlew";
  }

  @Override
  public boolean starts(String command) {
    return command.matches("(?s)(.*[\\s/])?java\\s.*");
  }

  @Override
  public Optional<LanguagePlan> recognise(SourceFiles files) {
    boolean maven = files.has(POM);
    if (!maven && !files.has("gradlew")) {
      return Optional.empty();
    }
    boolean wrapper = files.has("mvnw");
    var plan = new LanguagePlan("Java", !maven ? "gradlew" : wrapper ? "pom.xml and mvnw" : POM);
    String jdk = release(files, maven) > 21 ? "25" : "21";
    plan.packages.addAll(List.of("openjdk-%s-jdk-headless".formatted(jdk), "unzip"));
    plan.runtime = List.of("openjdk-%s-jre-headless".formatted(jdk));
    plan.env.put("JAVA_OPTS", "-XX:MaxRAMPercentage=70");
    if (maven) {
      maven(plan, files, wrapper);
    } else {
      plan.packages.add("curl");
      plan.build(
          "sh ./gradlew --no-daemon --console=plain assemble" + NOTE_JAR.formatted("build/libs/"),
          ".gradle");
    }
    // Spring Boot, Micronaut and Quarkus each read a name of their own.
    plan.start =
        "SERVER_PORT=$PORT MICRONAUT_SERVER_PORT=$PORT QUARKUS_HTTP_PORT=$PORT"
            + " exec java $JAVA_OPTS -jar $(cat "
            + JAR
            + ")";
    return Optional.of(plan);
  }

  private static void maven(LanguagePlan plan, SourceFiles files, boolean wrapper) {
    String mvn = wrapper ? "sh ./mvnw -B -ntp" : "mvn -B -ntp";
    plan.packages.add(wrapper ? "curl" : "maven");
    if (!files.says(POM, "<modules>")) {
      // What it does not find is fetched by the build.
      plan.dependencies.addAll(Arrays.asList(files.present(POM, "mvnw", ".mvn/")));
      plan.install(
          mvn + " -q dependency:go-offline || echo 'Not all could be fetched before'",
          false,
          ".m2");
    }
    plan.build(mvn + " -DskipTests package" + NOTE_JAR.formatted("target/"), ".m2");
    if (files.says(POM, "<packaging>war</packaging>") && !files.says(POM, "spring-boot")) {
      plan.remarks.add(
          "pom.xml makes a war, which needs a server: give a Dockerfile or a Procfile");
    }
  }

  private static int release(SourceFiles files, boolean maven) {
    int asked =
        maven
            ? number(MAVEN_RELEASE, files.text(POM))
            : Math.max(
                number(GRADLE_RELEASE, files.text("build.gradle")),
                number(GRADLE_RELEASE, files.text("build.gradle.kts")));
    int property = number(PROPERTY, files.text("system.properties"));
    return property > 0 ? property : asked;
  }

  private static int number(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() && found.group(1).length() < 4 ? Integer.parseInt(found.group(1)) : 0;
  }
}
