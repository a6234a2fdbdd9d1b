package dev.aviary.balancer;

import dev.aviary.contract.testing.GivenAnswersCase;
import java.util.Map;
import java.util.Set;

final class GivenAnswersCheck extends GivenAnswersCase {

  @Override
  protected Map<String, String> notProvoked() {
    return Map.of(
        "Failed", "only a fault of the service itself would bring it about",
        "GET /health 503", "a balancer works without all that it asks");
  }

  @Override
  protected Set<String> alike() {
    return Set.of("NotYet", "Overtaken");
  }
}
