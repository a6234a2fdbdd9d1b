package dev.aviary.flag;

import dev.aviary.contract.testing.GivenAnswersCase;
import java.util.Map;

final class GivenAnswersCheck extends GivenAnswersCase {

  @Override
  protected Map<String, String> notProvoked() {
    return Map.of("Failed", "only a fault of the service itself would bring it about");
  }
}
