package dev.aviary.builder;

import static dev.aviary.contract.testing.RedisContractPage.assertLimits;

import dev.aviary.builder.app.AppRemoval;
import dev.aviary.contract.lease.LeaseStore;
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
            Keys.LEADER,
            LeaseStore.EXPIRY.toSeconds() + " s",
            Keys.REMOVED,
            "the newest " + AppRemoval.KEPT_MARKS));
  }
}
