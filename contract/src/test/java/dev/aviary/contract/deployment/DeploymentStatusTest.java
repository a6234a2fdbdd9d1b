package dev.aviary.contract.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Release;
import dev.aviary.contract.redis.Wire;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DeploymentStatusTest {
  private static final Release RELEASE =
      new Release("shop-2222222-3", "shop", "main", "2".repeat(40), "sha256:2", null);

  static Stream<DeploymentStatus> all() {
    return Stream.of(
        new DeploymentStatus.Queued(),
        new DeploymentStatus.Building(),
        new DeploymentStatus.Starting(RELEASE),
        new DeploymentStatus.Live(RELEASE),
        new DeploymentStatus.Replaced(RELEASE, "d-new"),
        new DeploymentStatus.Withdrawn(RELEASE, "CPU 97 %"),
        new DeploymentStatus.Failed("probe", "no answer within 60 s"),
        new DeploymentStatus.Superseded("d-new"),
        new DeploymentStatus.Cancelled("d-new"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void itsNameIsTheOneOfItsJson(DeploymentStatus status) {
    assertEquals(DeploymentStatus.class.getPermittedSubclasses().length, all().count());
    String json = Wire.standalone().write(status);
    assertTrue(json.contains("\"state\":\"" + status.state() + "\""), json);
  }
}
