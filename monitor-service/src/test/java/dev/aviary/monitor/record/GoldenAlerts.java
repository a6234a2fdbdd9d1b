package dev.aviary.monitor.record;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.testing.Golden;
import dev.aviary.contract.testing.GoldenValues;
import java.util.List;
import java.util.stream.Stream;

/** Alerts and the mails that are due. */
public final class GoldenAlerts {
  private static final String ID = "0123456789ab-1";
  public static final Culprit CULPRIT =
      new Culprit(
          "0123456789abcdef".repeat(4),
          "aviary-shop-canary-d-canary",
          "shop",
          Slot.CANARY,
          Track.CANARY,
          "shop-2222222-3",
          GoldenValues.CANARY.release().commit(),
          "canary",
          "d-canary");
  private static final Finding CPU =
      new Finding(
          Metric.CPU,
          50,
          97.25,
          8,
          101.5,
          List.of(1.5, 97.0),
          List.of(new StableMean("stable-1", 3.5, List.of(3.0, 4.0))));
  private static final Finding MEMORY =
      new Finding(Metric.MEMORY, 50, 61, 8, 62, List.of(), List.of());

  private static final Finding KILLED =
      new Finding(
          Metric.MEMORY,
          50,
          61,
          8,
          62,
          List.of(),
          List.of(new StableMean("stable-1", 3.5, List.of(), GoldenValues.AT)),
          GoldenValues.AT.plusSeconds(1));

  private static final Finding WANTED =
      new Finding(
          Metric.WANTED_CPU,
          50,
          97.25,
          8,
          101.5,
          List.of(1.5, 97.25),
          List.of(new StableMean("stable-1", 3.5, List.of(3.5, 4.25))),
          null,
          new CpuDemand(24.25, 0.5, 99.5, 4.25, 12.5, 103.5));

  private GoldenAlerts() {}

  public static Stream<Golden> all() {
    var closing = new AlertClosing(GoldenValues.AT.plusSeconds(60), 60, AlertClosing.Cause.CLEARED);
    return Stream.of(
        new Golden(
            "alert-wanted",
            new Alert(ID, CULPRIT, AlertAction.WITHDRAWN, GoldenValues.AT, List.of(WANTED), null)),
        new Golden(
            "alert-open",
            new Alert(ID, CULPRIT, AlertAction.WITHDRAWN, GoldenValues.AT, List.of(CPU), null)),
        new Golden(
            "alert-closed",
            new Alert(
                ID, CULPRIT, AlertAction.KEPT, GoldenValues.AT, List.of(CPU, MEMORY), closing)),
        new Golden(
            "alert-killed",
            new Alert(ID, CULPRIT, AlertAction.KEPT, GoldenValues.AT, List.of(KILLED), null)),
        new Golden(
            "alert-visitors",
            new Alert(
                ID,
                CULPRIT,
                AlertAction.DRY,
                GoldenValues.AT,
                List.of(
                    Finding.of(
                        Metric.VISITORS,
                        List.of("12 of 41 requests failed"),
                        GoldenValues.COMPARISON)),
                null)),
        new Golden("mail-copy-taken", new MailCopy.Taken()),
        new Golden(
            "mail-copy-unconfirmed",
            new MailCopy.Unconfirmed(2, GoldenValues.AT.plusSeconds(3_600), "no answer")),
        new Golden("notice", new AlertNotice(ID, AlertNotice.Kind.OPENED)));
  }
}
