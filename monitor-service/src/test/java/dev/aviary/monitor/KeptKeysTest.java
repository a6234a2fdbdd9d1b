package dev.aviary.monitor;

import static dev.aviary.contract.testing.RedisContractPage.assertLimits;
import static dev.aviary.contract.testing.RedisContractPage.entries;

import dev.aviary.contract.redis.Keys;
import dev.aviary.monitor.console.live.MinuteStore;
import dev.aviary.monitor.evidence.EvidenceStore;
import dev.aviary.monitor.evidence.PastStore;
import dev.aviary.monitor.record.AlertStore;
import dev.aviary.monitor.record.MailCopyStore;
import dev.aviary.monitor.record.Outbox;
import dev.aviary.monitor.sample.SampleStore;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/redis-contract.md says how long the keys of this service stay. */
final class KeptKeysTest {
  @Test
  void theCapsAndExpiriesOfThePageAreThoseOfTheCode() throws IOException {
    assertLimits(
        Map.of(
            Keys.samples("<container>"),
            entries(SampleStore.KEPT_SAMPLES) + "; " + SampleStore.EXPIRY.toHours() + " h",
            Keys.alert("<id>"),
            AlertStore.CLOSED_KEPT_FOR.toDays() + " days",
            Keys.ALERTS,
            entries(AlertStore.KEPT_ALERTS),
            Keys.OUTBOX,
            entries(Outbox.KEPT_LETTERS),
            Keys.evidence("<deployment>"),
            entries(EvidenceStore.KEPT_RECORDS)
                + "; "
                + EvidenceStore.EXPIRY.toDays()
                + " days after the last",
            Keys.mail("<id>"),
            MailCopyStore.EXPIRY.toDays() + " days after the last",
            Keys.past("<app>"),
            PastStore.EXPIRY.toDays() + " days after the last",
            Keys.minutes("<app>"),
            entries(MinuteStore.KEPT_MINUTES)
                + "; "
                + MinuteStore.EXPIRY.toHours()
                + " h after the last"));
  }
}
