package dev.aviary.monitor;

import dev.aviary.contract.testing.Golden;
import dev.aviary.contract.testing.GoldenCase;
import dev.aviary.contract.testing.GoldenValues;
import dev.aviary.monitor.console.access.Role;
import dev.aviary.monitor.console.access.Session;
import dev.aviary.monitor.console.live.KeptMinute;
import dev.aviary.monitor.evidence.Evidence;
import dev.aviary.monitor.evidence.EvidenceSecond;
import dev.aviary.monitor.evidence.StablePast;
import dev.aviary.monitor.evidence.TrackCounts;
import dev.aviary.monitor.record.GoldenAlerts;
import dev.aviary.monitor.sample.Container;
import dev.aviary.monitor.sample.HostLoad;
import dev.aviary.monitor.sample.Sample;
import dev.aviary.monitor.swarm.NodeReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the monitor alone stores: alerts, mails, samples, evidence and histories. */
final class StoredFormsTest extends GoldenCase {
  private static final Instant AT = GoldenValues.AT;

  StoredFormsTest() {
    super("golden");
  }

  @Override
  protected Stream<Golden> all() {
    return Stream.of(GoldenAlerts.all(), samples(), evidence(), minutes(), ofSwarm())
        .flatMap(each -> each);
  }

  private static Stream<Golden> ofSwarm() {
    var culprit = GoldenAlerts.CULPRIT;
    String service = "wmmobun8i1oel6eheiy9yh2bk";
    var container =
        new Container(
            culprit.container(), service, culprit.name(), "app", culprit, AT, 0.5, "node1");
    return Stream.of(
        new Golden(
            "node-report",
            new NodeReport(
                AT,
                true,
                true,
                List.of(container),
                new HostLoad(97.5, 60.5, 4.25),
                true,
                List.of(new NodeReport.Kill(culprit, AT)),
                List.of(new NodeReport.LogQuestion("q-1", service)),
                List.of(
                    new NodeReport.LogAnswer("q-2", 5_000, 65_000, 4_500, "no such container")))),
        new Golden(
            "node-report-least",
            new NodeReport(
                AT, false, false, List.of(), null, false, List.of(), List.of(), List.of())),
        new Golden(
            "session", new Session("0123456789abcdef".repeat(4), "mara", Role.OPERATOR, AT, AT)));
  }

  private static Stream<Golden> samples() {
    return Stream.of(
        new Golden("sample", sample(0.390625, null, null)),
        new Golden("sample-slow", sample(0.5, 5.25, null)),
        new Golden(
            "sample-throttled",
            new Sample(AT, 40.25, 100.5, 1_048_576, 268_435_456, 0.5, 1, 2, 3, 4, 5, null, 59.5)),
        new Golden("sample-least", new Sample(AT, 0, 0, 0, 0, null, 0, 0, 0, 0, 0)));
  }

  private static Sample sample(
      double memoryPercent, @Nullable Double seconds, @Nullable Double throttled) {
    return new Sample(
        AT, 97.25, 97.25, 1_048_576, 268_435_456, memoryPercent, 1, 2, 3, 4, 5, seconds, throttled);
  }

  private static Stream<Golden> minutes() {
    var stable = Map.of("requests", 6.25, "p95", 48.0, "memory", 104_857_600.0);
    return Stream.of(
        new Golden("kept-minute", new KeptMinute(29_454_843, Map.of("stable", stable))),
        new Golden("kept-minute-least", new KeptMinute(29_454_843, Map.of())));
  }

  private static Stream<Golden> evidence() {
    return Stream.of(
        new Golden(
            "evidence",
            new Evidence(
                List.of(
                    new EvidenceSecond(
                        AT.getEpochSecond(),
                        new TrackCounts(7, 2, Map.of("12.5", 5L)),
                        new TrackCounts(14, 0, Map.of("16", 13L)),
                        2)),
                "1767323045000-0",
                40,
                new StablePast("shop-1111111-2", AT, 1000.5, 1.5, Map.of("12.5", 1000.5), "5-0"))),
        new Golden("evidence-least", new Evidence(List.of(), "1-0", 0, null)),
        new Golden(
            "stable-past-least", new StablePast("shop-1111111-2", AT, 0, 0, Map.of(), null)));
  }
}
