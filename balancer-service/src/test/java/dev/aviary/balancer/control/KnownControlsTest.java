package dev.aviary.balancer.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.ControlState;
import dev.aviary.contract.route.Interruption;
import dev.aviary.contract.route.Split;
import dev.aviary.contract.route.Withdrawals;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class KnownControlsTest {
  private static final Split TEN = Split.of(10);
  private static final Interruption.Present PAUSE =
      new Interruption.Pause(Instant.EPOCH.plusSeconds(60));

  private final KnownControls known = new KnownControls();

  @Test
  void aSplitThatWasLostStaysInForceAndIsToBeWrittenAgain() {
    known.complete(state("e:1", TEN, null));
    assertEquals(TEN, app(known.complete(state("f:1", null, null))).split());
    assertEquals(List.of(new KnownControls.Lost("app", TEN, null)), known.lost());
  }

  @Test
  void aSplitThatNobodyEverSetIsNotMadeUp() {
    assertNull(app(known.complete(state("e:1", null, null))).split());
    assertEquals(List.of(), known.lost());
  }

  @Test
  void whatWasWrittenAgainIsNotLostAnyMore() {
    known.complete(state("e:1", TEN, PAUSE));
    known.complete(state("f:1", null, null));
    known.lost().forEach(known::told);
    assertEquals(List.of(), known.lost());
    known.complete(state("f:3", TEN, PAUSE));
    assertEquals(List.of(), known.lost());
    assertNull(app(known.complete(state("f:4", TEN, null))).interruption(), "it was ended since");
  }

  @Test
  void whatIsInRedisStands() {
    known.complete(state("e:1", TEN, PAUSE));
    assertEquals(Split.of(20), app(known.complete(state("f:1", Split.of(20), null))).split());
  }

  @Test
  void anInterruptionThatEndsIsOver() {
    known.complete(state("e:1", null, PAUSE));
    assertNull(app(known.complete(state("e:2", null, null))).interruption());
    assertEquals(List.of(), known.lost());
  }

  @Test
  void anInterruptionThatWasLostWithAllTheRestGoesOn() {
    known.complete(state("e:1", null, PAUSE));
    known.complete(new ControlState(Revision.NONE, Map.of(), Map.of()));
    known.complete(new ControlState(Revision.parse("f:1"), Map.of(), Map.of()));
    assertEquals(PAUSE, app(known.complete(state("f:2", null, null))).interruption());
    assertEquals(List.of(new KnownControls.Lost("app", null, PAUSE)), known.lost());
  }

  @Test
  void anInterruptionThatWasEndedAfterRedisLostItDoesNotComeBack() {
    known.complete(state("e:1", null, PAUSE));
    known.complete(new ControlState(Revision.NONE, Map.of(), Map.of()));
    assertNull(app(known.complete(state("f:2", null, new Interruption.Over()))).interruption());
    assertEquals(List.of(), known.lost());
    assertNull(app(known.complete(state("g:1", null, null))).interruption());
    assertEquals(List.of(), known.lost());
  }

  @Test
  void whatCannotBeReadIsWhatItWas() {
    known.complete(state("e:1", TEN, PAUSE));
    var broken =
        new AppControl(
            "app",
            null,
            null,
            null,
            null,
            null,
            Withdrawals.NONE,
            null,
            Map.of(Keys.split("app"), "no JSON", Keys.maintenance("app"), "no JSON"));
    AppControl app =
        app(
            known.complete(
                new ControlState(Revision.parse("e:2"), Map.of("app", broken), Map.of())));
    assertEquals(TEN, app.split());
    assertEquals(PAUSE, app.interruption());
  }

  @Test
  void aRestartWithoutRedisForgetsNothing() {
    known.complete(state("e:1", TEN, PAUSE));
    var after = new KnownControls();
    after.restore(known.all());
    after.complete(state("f:1", null, null));
    assertEquals(List.of(new KnownControls.Lost("app", TEN, PAUSE)), after.lost());
  }

  @Test
  void aRemovedAppIsForgotten() {
    known.complete(state("e:1", TEN, PAUSE));
    known.forget(Set.of("app"));
    assertEquals(Map.of(), known.all());
    assertNull(app(known.complete(state("e:3", null, null))).split());
  }

  private static AppControl app(ControlState state) {
    return state.app("app");
  }

  private static ControlState state(
      String revision, @Nullable Split split, @Nullable Interruption interruption) {
    AppControl app = AppControl.nothing("app").with(split, interruption);
    return new ControlState(Revision.parse(revision), Map.of("app", app), Map.of());
  }
}
