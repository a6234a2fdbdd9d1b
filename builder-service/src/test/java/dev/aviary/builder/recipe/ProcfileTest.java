package dev.aviary.builder.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProcfileTest {
  @Test
  void eachLineIsAProcess() {
    Procfile procfile =
        Procfile.of(
            "# a comment\r\n\r\nweb:  gunicorn \"a:b()\" \r\nrelease: a: b\r\nworker: c\r\n");
    assertEquals("gunicorn \"a:b()\"", procfile.web());
    assertEquals(new ReleaseProcesses("a: b", Map.of("worker", "c")), procfile.beside());
    assertEquals(List.of(), procfile.remarks());
  }

  @Test
  void aLineThatIsNotTakenIsSaidByItsNumber() {
    Procfile procfile =
        Procfile.of(
            "web:\nworker one\n\nclock: a\nclock: b\n9: c\na-very-long-name-of-a-process: d\n");
    assertNull(procfile.web());
    assertEquals(Map.of("clock", "a"), procfile.beside().processes());
    assertEquals(
        List.of(
            "Procfile, line 1: left out, because it is not of the form 'name: command'",
            "Procfile, line 2: left out, because it is not of the form 'name: command'",
            "Procfile, line 5: 'clock' is left out: the name is there already",
            "Procfile, line 6: '9' is left out: a name begins with a letter and has at most 20 letters, digits and '-'",
            "Procfile, line 7: 'a-very-long-name-of-a-process' is left out: a name begins with a letter and has at most 20 letters, digits and '-'"),
        procfile.remarks());
  }

  @Test
  void aNameThatSettingsDoNotTakeIsWrittenAsTheyDo() {
    Procfile procfile = Procfile.of("celery_Beat: c\n");
    assertEquals(Map.of("celery-beat", "c"), procfile.beside().processes());
    assertEquals(
        List.of("Procfile, line 1: 'celery_Beat' is named celery-beat"), procfile.remarks());
  }
}
