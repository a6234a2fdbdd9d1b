package dev.aviary.builder.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.BadValueException;
import dev.aviary.contract.redis.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TravisBuildTest {
  private static final Wire WIRE = Wire.standalone();
  private static final String REAL = new String(RealDelivery.payload(), StandardCharsets.UTF_8);

  @Test
  void theRealDeliverySaysWhatWasBuilt() {
    TravisBuild build = read(REAL);
    assertEquals("Kegsay/flow-jsdoc", build.slug());
    assertEquals("master", build.branch());
    assertEquals("3a092c3a6032ebb50384c99b445f947e9ce86e2a", build.commit());
    assertEquals(18, build.buildNumber());
    assertEquals(Optional.empty(), build.objection());
  }

  @ParameterizedTest
  @CsvSource({
    "'\"pull_request\":false', '\"pull_request\":true', pull request",
    "'\"type\":\"push\"', '\"type\":\"pull_request\"', pull request",
    "'\"type\":\"push\"', '\"type\":\"cron\"', type cron",
    "'\"type\":\"push\"', '\"type\":null', type null",
    "'\"tag\":null', '\"tag\":\"v1\"', tag",
    "'\"state\":\"passed\"', '\"state\":\"failed\"', did not pass",
    "'{\"id\":176075135,', '{\"status\":1,\"id\":176075135,', did not pass"
  })
  void whatIsNoPassedPushIsNotDeployed(String from, String to, String why) {
    String changed = REAL.replace(from, to);
    if (to.startsWith("{\"status\"")) {
      changed = changed.replaceFirst("\"status\":0,", "");
    }
    String objection = read(changed).objection().orElseThrow();
    assertTrue(objection.contains(why), objection);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"18.1\"", "\"\"", "null", "\"-1\"", "\"9999999999999999999999\""})
  void aBuildWithoutANumberIsRefused(String number) {
    TravisBuild build = read(REAL.replaceFirst("\"number\":\"18\"", "\"number\":" + number));
    assertThrows(BadValueException.class, build::buildNumber);
  }

  private static TravisBuild read(String json) {
    return WIRE.read(json, TravisBuild.class);
  }
}
