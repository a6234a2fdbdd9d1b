package dev.aviary.monitor.canary;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.judgement.CanaryVerdict;
import dev.aviary.contract.judgement.Judgement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** What the tests of the judging of canaries share. */
abstract class CanarySupervisorCase {
  final CanaryScene scene = new CanaryScene("on");

  @AfterEach
  void close() {
    scene.close();
  }

  CanaryVerdict verdict() {
    return scene.judgement().map(Judgement::verdict).orElse(CanaryVerdict.NOT_ENOUGH);
  }

  long compared() {
    var comparison = scene.judgement().orElseThrow().comparison();
    return comparison == null ? 0 : comparison.canary().requests();
  }

  Instant since() {
    var comparison = scene.judgement().orElseThrow().comparison();
    assertNotNull(comparison);
    assertNotNull(comparison.since());
    return comparison.since();
  }

  String reasons() {
    return scene.judgement().map(each -> each.reasons().toString()).orElse("");
  }

  List<String> events() {
    return scene.rig().bean(EventLog.class).newest(10).stream().map(Event::what).sorted().toList();
  }
}
