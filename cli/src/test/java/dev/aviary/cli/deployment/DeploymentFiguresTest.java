package dev.aviary.cli.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.cli.call.ApiJson;
import org.junit.jupiter.api.Test;

final class DeploymentFiguresTest {
  @Test
  void bothAreToldInUnitsThatPeopleRead() {
    ApiJson slow = deployment(271_730_114, 1_940);
    assertEquals("259 MiB", DeploymentFigures.imageSize(slow));
    assertEquals("1.9 s", DeploymentFigures.startTime(slow));
    assertEquals("640 ms", DeploymentFigures.startTime(deployment(1, 640)));
    assertEquals(
        " Its image has 259 MiB. It answered after 1.9 s.", DeploymentFigures.sentence(slow));
  }

  @Test
  void whatIsNotKnownIsNotTold() {
    ApiJson older = ApiJson.read("{\"status\": {\"state\": \"live\", \"release\": {}}}");
    assertEquals("", DeploymentFigures.imageSize(older));
    assertEquals("", DeploymentFigures.startTime(older));
    assertEquals("", DeploymentFigures.sentence(older));
  }

  private static ApiJson deployment(long bytes, long millis) {
    return ApiJson.read(
        "{\"status\": {\"release\": {\"imageBytes\": %d}}, \"startMillis\": %d}"
            .formatted(bytes, millis));
  }
}
