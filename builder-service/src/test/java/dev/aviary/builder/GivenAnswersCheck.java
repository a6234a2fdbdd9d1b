package dev.aviary.builder;

import dev.aviary.contract.testing.GivenAnswersCase;
import java.util.Map;

final class GivenAnswersCheck extends GivenAnswersCase {

  @Override
  protected Map<String, String> notProvoked() {
    return Map.of();
  }
}
