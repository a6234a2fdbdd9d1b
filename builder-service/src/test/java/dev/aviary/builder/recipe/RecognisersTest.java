package dev.aviary.builder.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is made of whole repositories: the order of the languages, Procfiles, refusals. */
final class RecognisersTest {
  @Test
  void aSourceThatSaysNothingIsRefusedWithWhatWouldBeRecognised() {
    String refusal = Repository.of("a").refusal();
    assertTrue(refusal.contains("no web: line in a Procfile"), refusal);
    for (String file : new String[] {"requirements.txt", "package.json", "pom.xml", "go.mod"}) {
      assertTrue(refusal.contains(file), refusal);
    }
  }

  @Test
  void aDockerfileElsewhereIsNamedWithTheSettingThatTakesIt() {
    String refusal =
        Repository.of("compose.yaml", "web/Dockerfile", "Dockerfile.prod", "a/Dockerfiles/b")
            .refusal();
    assertTrue(
        refusal.endsWith(
            ". A Dockerfile may be meant that is elsewhere: for Dockerfile.prod set dockerfile to"
                + " Dockerfile.prod; for web/Dockerfile set context to web"),
        refusal);
  }

  @Test
  void aLanguageWithoutAStartIsRefusedWithALineThatWouldDo() {
    String refusal = Repository.of("requirements.txt").refusal();
    assertTrue(refusal.contains("Python was recognised by requirements.txt"), refusal);
    assertTrue(refusal.endsWith("'web: gunicorn app:app'"), refusal);
  }

  @Test
  void aCommandOfTheSettingsIsEnoughAndStaysOutOfTheImage() {
    var repository = Repository.of("a").command("./a");
    assertEquals(
        """
        FROM python-base
        COPY --chown=app:app source/ ./
        """,
        repository.dockerfile());
    assertTrue(repository.said().startsWith("No language was recognised"), repository.said());
  }

  @Test
  void ofTwoLanguagesThatOfTheServerIsBuiltAndTheOtherIsSaid() {
    var repository =
        Repository.of("requirements.txt", "app.py")
            .file("package.json", "{}")
            .file("server.js", "");
    assertEquals("exec python3 app.py", repository.start());
    assertTrue(
        repository.said().contains("Python is built, and nothing of Node.js (package.json)"),
        repository.said());
  }

  @Test
  void aProcfileSaysWhichOfTwoLanguagesIsMeant() {
    var repository =
        Repository.of("requirements.txt", "server.js")
            .file("package.json", "{}")
            .file("Procfile", "web: node server.js\n");
    assertTrue(repository.dockerfile().contains("nodejs npm"), repository.dockerfile());
    assertTrue(repository.said().contains("nothing of Python (requirements.txt)"));
  }

  @Test
  void aProcfileForPythonAloneIsPutOnTheBaseOfPython() {
    var repository =
        Repository.of("index.html").file("Procfile", "web: python3 -m http.server $PORT");
    assertTrue(repository.dockerfile().startsWith("FROM python-base\n"), repository.dockerfile());
  }

  @Test
  void whatAProcfileSaysBesideItsWebLineBelongsToTheRelease() {
    var repository =
        Repository.of()
            .file(
                "Procfile",
                "web: gunicorn app:app\nrelease: echo migrate\nworker: python3 worker.py\n");
    assertEquals(
        new ReleaseProcesses("echo migrate", Map.of("worker", "python3 worker.py")),
        repository.made().beside());
  }

  @Test
  void anImageOfTheOwnersKeepsItsUserAndItsFolder() {
    assertEquals(
        """
        FROM nginx-base
        USER root
        RUN mkdir -p /srv && chown web /srv
        WORKDIR /srv
        ENTRYPOINT []
        CMD ["/bin/sh", "-c", "exec nginx -c /srv/nginx.conf"]
        USER web
        COPY --chown=web source/ ./
        """,
        Repository.of("page.html")
            .file("Procfile", "web: nginx -c /srv/nginx.conf\n")
            .on(new Base("nginx-base", "web", "/srv"))
            .dockerfile());
  }

  @Test
  void anImageOfTheOwnersThatServesItselfIsLeftToItsOwnStart() {
    assertEquals(
        """
        FROM php:8.2-apache
        WORKDIR /var/www/html
        COPY source/ ./
        """,
        Repository.of("index.php")
            .on(new Base("php:8.2-apache", "", "/var/www/html"))
            .dockerfile());
  }

  @Test
  void aCommandCannotAddInstructions() {
    var repository = Repository.of("main.py").file("Procfile", "web: a \"b\" \\\\\n");
    assertTrue(
        repository
            .dockerfile()
            .contains("\nCMD [\"/bin/sh\", \"-c\", \"exec a \\\"b\\\" \\\\\\\\\"]\n"),
        repository.dockerfile());
    assertFalse(repository.dockerfile().contains("\\\n"), repository.dockerfile());
  }

  @Test
  void whatIsForAnotherBuilderIsSaidToBeLeftOut() {
    String said = Repository.of("app.py", "app.json", "Aptfile").said();
    assertTrue(said.contains("app.json is left out: it is for another builder"), said);
    assertTrue(said.contains("Aptfile is left out"), said);
  }
}
