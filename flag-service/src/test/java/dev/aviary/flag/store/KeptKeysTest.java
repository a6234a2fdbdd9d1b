package dev.aviary.flag.store;

import static dev.aviary.contract.testing.RedisContractPage.assertLimits;
import static dev.aviary.contract.testing.RedisContractPage.entries;

import dev.aviary.contract.redis.Keys;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/redis-contract.md says how long the keys of this service stay. */
final class KeptKeysTest {
  @Test
  void theCapsAndExpiriesOfThePageAreThoseOfTheCode() throws IOException {
    assertLimits(
        Map.of(
            Keys.flagHistory("<key>"),
            "%s, fewer of long ones; %d days after the flag was removed"
                .formatted(
                    entries(FlagHistory.KEPT_REVISIONS), FlagHistory.REMOVED_KEPT_FOR.toDays())));
  }
}
