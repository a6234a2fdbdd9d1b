package dev.aviary.builder.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Java, Go, PHP, Ruby and static files. */
final class OtherLanguagesTest {
  @Test
  void aMavenProjectIsBuiltWithADevelopmentKitAndRunsWithoutOne() {
    var repository =
        Repository.of("src/main/java/App.java").file("pom.xml", "<java.version>17</java.version>");
    String dockerfile = repository.dockerfile();
    assertTrue(dockerfile.startsWith("FROM debian:trixie-slim AS build\n"), dockerfile);
    assertTrue(dockerfile.contains(" openjdk-21-jdk-headless unzip maven "), dockerfile);
    assertTrue(dockerfile.contains("\nRUN mvn -B -ntp -DskipTests package && "), dockerfile);
    String running = dockerfile.substring(dockerfile.lastIndexOf("FROM "));
    assertTrue(running.contains(" openjdk-21-jre-headless "), running);
    assertTrue(running.endsWith("\nCOPY --from=build --chown=app:app /app /app\n"), running);
    assertTrue(repository.start().endsWith("exec java $JAVA_OPTS -jar $(cat .runnable-jar)"));
  }

  @Test
  void aMavenWrapperFetchesItsOwnMavenAndAModuleItsDependenciesFirst() {
    String dockerfile =
        Repository.of("mvnw", ".mvn/wrapper/maven-wrapper.properties")
            .file("pom.xml", "<maven.compiler.release>25</maven.compiler.release>")
            .dockerfile();
    assertTrue(dockerfile.contains(" openjdk-25-jdk-headless unzip curl "), dockerfile);
    assertTrue(
        dockerfile.contains(
            "\nCOPY --chown=app:app source/pom.xml source/mvnw ./\nCOPY --chown=app:app source/.mvn/ ./.mvn/\nRUN sh ./mvnw "),
        dockerfile);
  }

  @Test
  void aMavenProjectOfSeveralModulesIsBuiltWithAllOfItsSource() {
    String dockerfile = Repository.of().file("pom.xml", "<modules>").dockerfile();
    assertFalse(dockerfile.contains("go-offline"), dockerfile);
  }

  @Test
  void aGradleProjectIsBuiltByItsWrapper() {
    assertTrue(
        Repository.of("gradlew", "build.gradle").dockerfile().contains("sh ./gradlew --no-daemon"));
  }

  @Test
  void aGoModuleIsBuiltIntoBinAndRunsWithoutACompiler() {
    var repository =
        Repository.of("go.sum", "main.go")
            .file("go.mod", "module example.org/you/shop/v2\n\ngo 1.22\n");
    assertTrue(
        repository.says(
            "RUN GOTOOLCHAIN=auto CGO_ENABLED=0 go build -buildvcs=false -trimpath -ldflags='-s -w' -o bin/ ."));
    assertEquals("exec bin/shop", repository.start());
    assertFalse(repository.said().contains("asks for"), repository.said());
  }

  @Test
  void theProgramsOfAGoModuleLieBelowCmd() {
    assertEquals(
        "exec bin/web",
        Repository.of("cmd/web/main.go", "cmd/tool/main.go", "lib.go")
            .file("go.mod", "module a\n")
            .start());
    String refusal =
        Repository.of("cmd/a/main.go", "cmd/b/main.go").file("go.mod", "module m\n").refusal();
    assertTrue(refusal.contains("Go was recognised by go.mod, but not what starts it"), refusal);
  }

  @Test
  void aGoModuleThatWantsANewerGoIsTold() {
    assertTrue(
        Repository.of("main.go")
            .file("go.mod", "module a\ngo 1.26\n")
            .said()
            .contains("go.mod asks for Go 1.26, Debian 13 has 1.24"));
  }

  @Test
  void sqliteInGoIsBuiltWithC() {
    var repository =
        Repository.of("main.go")
            .file("go.mod", "module a\n")
            .file("go.sum", "github.com/mattn/go-sqlite3 v1");
    assertTrue(repository.dockerfile().contains("CGO_ENABLED=1"), repository.dockerfile());
  }

  @Test
  void phpIsServedByApacheFromThePublicFolder() {
    var repository =
        Repository.of("public/index.php", "composer.lock")
            .file(
                "composer.json",
                "{\"require\": {\"php\": \"^8.2\", \"ext-redis\": \"*\", \"ext-json\": \"*\", \"ext-odd\": \"*\"}}");
    String dockerfile = repository.dockerfile();
    assertTrue(dockerfile.contains("'DocumentRoot /app/public'"), dockerfile);
    assertTrue(dockerfile.contains("'FallbackResource /index.php'"), dockerfile);
    assertTrue(dockerfile.contains(" php-redis "), dockerfile);
    assertTrue(dockerfile.contains("\nSTOPSIGNAL SIGWINCH\n"), dockerfile);
    assertTrue(repository.said().contains("ext-odd"), repository.said());
    assertFalse(repository.said().contains("asks for PHP"), repository.said());
    assertEquals("exec apache2 -DFOREGROUND", repository.start());
  }

  @Test
  void apacheTakesThePlaceOfHerokusStartScript() {
    for (String web :
        List.of("heroku-php-apache2 site/", "vendor/bin/heroku-php-nginx -C nginx.conf site")) {
      var repository =
          Repository.of("site/index.php", "site/.htaccess")
              .file("composer.json", "{}")
              .file("Procfile", "web: " + web + "\n");
      assertEquals("exec apache2 -DFOREGROUND", repository.start());
      assertTrue(repository.dockerfile().contains("'DocumentRoot /app/site'"), web);
      assertTrue(repository.said().contains("Apache takes the place of Heroku's"), web);
    }
  }

  @Test
  void phpThatBringsItsOwnRulesKeepsThem() {
    String dockerfile = Repository.of("index.php", ".htaccess").dockerfile();
    assertTrue(dockerfile.contains("'DocumentRoot /app'"), dockerfile);
    assertFalse(dockerfile.contains("FallbackResource"), dockerfile);
  }

  @Test
  void rubyIsInstalledByBundlerAndStartedByItsServer() {
    var rack =
        Repository.of("config.ru", "Gemfile.lock")
            .file("Gemfile", "ruby '3.2.2'\ngem 'puma'\ngem 'pg'\n");
    assertEquals("exec bundle exec puma --bind tcp://0.0.0.0:$PORT", rack.start());
    assertTrue(rack.dockerfile().contains(" libpq-dev "), rack.dockerfile());
    assertTrue(rack.said().contains("as in ruby:3.2.2"), rack.said());
    var rails = Repository.of("bin/rails", "Gemfile", "app/assets/a.css");
    assertTrue(rails.dockerfile().contains("assets:precompile"), rails.dockerfile());
    assertEquals("exec bundle exec rails server -b 0.0.0.0 -p $PORT", rails.start());
  }

  @Test
  void staticFilesAreServedByNginx() {
    var repository = Repository.of("index.html", "404.html");
    assertTrue(repository.dockerfile().contains("root /app;"), repository.dockerfile());
    assertTrue(repository.dockerfile().contains("error_page 404 /404.html;"));
    assertTrue(repository.start().endsWith("exec nginx -e stderr -c /tmp/nginx.conf"));
    assertTrue(Repository.of("public/index.html").dockerfile().contains("root /app/public;"));
    assertTrue(
        Repository.of().file("Staticfile", "root: out/\n").dockerfile().contains("root /app/out;"));
  }
}
