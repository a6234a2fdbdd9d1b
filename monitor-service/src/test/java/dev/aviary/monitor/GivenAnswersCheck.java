package dev.aviary.monitor;

import dev.aviary.contract.testing.GivenAnswersCase;
import java.util.Map;
import java.util.Set;

final class GivenAnswersCheck extends GivenAnswersCase {

  @Override
  protected Map<String, String> notProvoked() {
    return Map.of("Failed", "only a fault of the service itself would bring it about");
  }

  @Override
  protected Set<String> alike() {
    return Set.of(
        "LinkAway",
        "NoConsole",
        "NotSignedIn",
        "OtherRole",
        "PassedOn",
        "ServiceAway",
        "ServiceRefused",
        "TooManyUses");
  }
}
