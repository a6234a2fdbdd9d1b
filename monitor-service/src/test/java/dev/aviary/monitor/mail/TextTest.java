package dev.aviary.monitor.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.judgement.Comparison;
import dev.aviary.contract.judgement.TrackFigures;
import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.AlertAction;
import dev.aviary.monitor.record.AlertClosing;
import dev.aviary.monitor.record.Culprit;
import dev.aviary.monitor.record.Finding;
import dev.aviary.monitor.record.Metric;
import dev.aviary.monitor.record.StableMean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The mails, word for word as the owner reads them. */
final class TextTest {
  private static final Commands COMMANDS = new Commands("http://127.0.0.1:42001");
  private static final Instant OPENED = Instant.parse("2026-03-01T14:03:12.345Z");

  @Test
  void ofAWithdrawal() {
    Alert alert = alert(AlertAction.WITHDRAWN, Slot.CANARY);
    assertEquals("bird: canary withdrawn, CPU at 98 %", AlertOpenedText.subject(alert));
    assertEquals(expected("withdrawn.txt"), new AlertOpenedText(alert, true, COMMANDS).toString());
  }

  @Test
  void ofACanaryThatStays() {
    assertEquals(
        expected("kept.txt"),
        new AlertOpenedText(alert(AlertAction.KEPT, Slot.CANARY), false, COMMANDS).toString());
  }

  @Test
  void ofAStableContainer() {
    Alert alert = alert(AlertAction.REPORTED, Slot.STABLE_1);
    assertEquals("bird: stable-1 is hot, CPU at 98 %", AlertOpenedText.subject(alert));
    assertEquals(expected("reported.txt"), new AlertOpenedText(alert, false, COMMANDS).toString());
  }

  @Test
  void ofAnEnd() {
    Alert alert =
        alert(AlertAction.WITHDRAWN, Slot.CANARY)
            .closed(new AlertClosing(OPENED.plusSeconds(75), 75, AlertClosing.Cause.GONE));
    assertEquals("bird: the alert about canary is closed", AlertClosedText.subject(alert));
    assertEquals(expected("closed.txt"), AlertClosedText.of(alert));
  }

  @Test
  void ofAProcessThatWasKilledForMemory() {
    var finding =
        new Finding(Metric.MEMORY, 50, 0, 8, 0, List.of(), List.of(), OPENED.minusSeconds(1));
    Alert alert = alert(AlertAction.WITHDRAWN, Slot.CANARY).withFindings(List.of(finding));
    assertEquals(
        "bird: canary withdrawn, a process was killed for memory", AlertOpenedText.subject(alert));
    String text = new AlertOpenedText(alert, true, COMMANDS).toString();
    assertTrue(
        text.contains(
            """
            The container was at its memory limit at 2026-03-01 14:03:11 UTC:
            the kernel killed a process in it.

              app\
            """),
        text);
    String end =
        AlertClosedText.of(alert.closed(new AlertClosing(OPENED, 75, AlertClosing.Cause.CLEARED)));
    assertTrue(end.contains("killed a process in it for memory at 2026-03-01 14:03:11 UTC."), end);
  }

  @Test
  void ofACanaryWhoseVisitorsFareWorse() {
    Alert alert = alert(AlertAction.WITHDRAWN, Slot.CANARY).withFindings(List.of(visitors(12, 0)));
    assertEquals(
        "bird: canary withdrawn, 12 of 41 requests failed (stable: 0 of 80)",
        AlertOpenedText.subject(alert));
    assertEquals(
        expected("withdrawn-visitors.txt"), new AlertOpenedText(alert, true, COMMANDS).toString());
  }

  @Test
  void ofACanaryThatWouldHaveBeenWithdrawn() {
    Alert alert = alert(AlertAction.DRY, Slot.CANARY).withFindings(List.of(visitors(12, 0)));
    assertEquals(
        "bird: the canary would have been withdrawn, 12 of 41 requests failed (stable: 0 of 80)",
        AlertOpenedText.subject(alert));
    String text = new AlertOpenedText(alert, false, COMMANDS).toString();
    assertTrue(
        text.startsWith(
            """
            The canary of bird would have been taken out of the traffic.
            It stays: the settings of bird say judgement: dry.

            12 of 41 requests failed.
            """),
        text);
  }

  @Test
  void ofVisitorsThatFareBadlyOnBothTracks() {
    Alert alert = alert(AlertAction.KEPT, Slot.CANARY).withFindings(List.of(visitors(12, 24)));
    assertEquals(
        "bird: visitors fare badly on both tracks, the canary is not to blame",
        AlertOpenedText.subject(alert));
    assertTrue(
        new AlertOpenedText(alert, false, COMMANDS)
            .toString()
            .contains("So it is the host, the load or something that both need"));
    String end =
        AlertClosedText.of(alert.closed(new AlertClosing(OPENED, 75, AlertClosing.Cause.CLEARED)));
    assertTrue(end.startsWith("The visitors of both tracks fare well again."), end);
  }

  private static Finding visitors(int failed, int ofStable) {
    return Finding.of(
        Metric.VISITORS,
        List.of(failed + " of 41 requests failed."),
        new Comparison(
            OPENED.minusSeconds(60),
            new TrackFigures(41, failed, 14.5, 46.25, Map.of("p50", 12.5, "p95", 40.0)),
            new TrackFigures(80, ofStable, 0, 6.5, Map.of("p50", 9.5)),
            List.of("errors beside stable: evidence 812 of the 100 that convict")));
  }

  private static Alert alert(AlertAction measure, Slot slot) {
    var culprit =
        new Culprit(
            "ab12cd34ef56".repeat(5) + "0000",
            "aviary-bird-" + slot.id(),
            "bird",
            slot,
            slot.track(),
            "bird-0123456-4",
            "0123456789abcdef0123456789abcdef01234567",
            slot.track() == Track.CANARY ? "faster-wings" : "master",
            "bird-17");
    List<Double> rising = IntStream.range(0, 24).mapToObj(each -> each < 16 ? 0.3 : 98.31).toList();
    var calm = new StableMean("stable-2", 3.14, List.of(3.0, 3.28));
    return new Alert(
        "ab12cd34ef56-1",
        culprit,
        measure,
        OPENED,
        List.of(new Finding(Metric.CPU, 50, 98.31, 8, 100.2, rising, List.of(calm))),
        null);
  }

  private static String expected(String name) {
    try (var in = TextTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
