package dev.aviary.contract.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.Wire;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RunOptionsTest {
  private static final Wire WIRE = Wire.standalone();

  @Test
  void settingsAreMembersOfOneObject() {
    AppSpec spec =
        spec(
            "\"port\": 80, \"dockerfile\": \"./docker//Dockerfile\", \"volumes\": [\"/var/data\"]");
    assertEquals(80, spec.run().port());
    assertEquals("docker/Dockerfile", spec.build().dockerfile());
    assertEquals(List.of("var-data:/var/data"), spec.run().volumes());
    String written = WIRE.write(spec);
    assertTrue(written.contains("\"port\":80"), written);
    assertEquals(spec, WIRE.read(written, AppSpec.class));
  }

  @Test
  void whatIsNotGivenIsDecidedLater() {
    RunOptions run = spec("\"slug\": null").run();
    assertNull(run.port());
    assertNull(run.healthPath());
    assertEquals(RunOptions.PORT, run.listensOn());
    assertEquals(7000, run.withPort(7000).listensOn());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"port\": 0 | port is 0; give a number from 1 to 65535",
        "\"env\": {\"A\": null} | env.A is missing",
        "\"env\": {\"\": \"x\"} | env: '' is not the name of a variable",
        "\"env\": {\"A=B\": \"x\"} | env: 'A=B' is not the name of a variable",
        "\"context\": \"../x\" | context leads out of the repository: ../x",
        "\"dockerfile\": \"/etc/passwd\" | dockerfile is a path from the top of the repository, without /",
        "\"buildArgs\": {\"A-B\": \"1\"} | buildArgs: 'A-B' is not a name; give letters, digits and _",
        "\"healthStatus\": \"2xx\" | healthStatus is '2xx'; give a status or two, as in 200-399",
        "\"healthStatus\": \"399-200\" | healthStatus: 399 is above 200",
        "\"volumes\": [\"/data\", null] | volumes[1] is missing",
        "\"volumes\": [\"data\"] | volumes: 'data' is not a volume; give /path or name:/path; a folder of the machine cannot be given",
        "\"volumes\": [\"/srv:/data\"] | volumes: '/srv:/data' is not a volume; give /path or name:/path; a folder of the machine cannot be given",
        "\"stopSeconds\": 0 | stopSeconds is 0; give a number from 1 to 600",
        "\"protocol\": \"h2\" | protocol is 'h2'; give http/1.1 or h2c",
        "\"redis\": \"mine\" | redis is 'mine'; give shared or own",
        "\"processes\": {\"web\": \"x\"} | processes: 'web' is not a process; a name has 1 to 20 of a-z, 0-9 and '-'; web is command, release is release",
      })
  void aRefusalSaysWhatToDo(String members, String reason) {
    BadValueException refused = assertThrows(BadValueException.class, () -> spec(members));
    assertEquals(reason, refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"strict", "default", "CHOWN,SETUID", "cap_chown, setuid"})
  void capabilitiesHaveNames(String given) {
    assertTrue(
        List.of("strict", "default", "CHOWN,SETUID")
            .contains(spec("\"capabilities\": \"" + given + "\"").run().capabilities()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SYS_ADMIN", "NET_ADMIN", "ALL", "chown setuid", ""})
  void capabilitiesThatReachBeyondTheContainerAreRefused(String given) {
    assertThrows(BadValueException.class, () -> spec("\"capabilities\": \"" + given + "\""));
  }

  private static AppSpec spec(String members) {
    try {
      return WIRE.read(
          "{\"name\": \"shop\", \"index\": 0, \"repository\": \"file:///a\", " + members + "}",
          AppSpec.class);
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof BadValueException refused) {
          throw refused;
        }
      }
      throw e;
    }
  }

  @Test
  void whatTheSourceSaysCountsWhereTheSettingsSayNothing() {
    RunOptions both =
        RunOptions.DEFAULT
            .orElse("mine", Map.of("worker", "a"))
            .orElse("other", Map.of("worker", "b", "clock", "c"));
    assertEquals("mine", both.releaseCommand());
    assertEquals(Map.of("worker", "a", "clock", "c"), both.processes());
    assertEquals(RunOptions.DEFAULT, RunOptions.DEFAULT.orElse(null, Map.of()));
  }
}
