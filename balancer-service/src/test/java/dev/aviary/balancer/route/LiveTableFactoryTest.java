package dev.aviary.balancer.route;

import static dev.aviary.balancer.route.RouteScene.closed;
import static dev.aviary.balancer.route.RouteScene.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.account.SlotMeters;
import dev.aviary.balancer.route.Health.Outlier;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LiveTableFactoryTest {
  private final RandomGenerator random = new SplittableRandom(7);
  private final AtomicInteger drained = new AtomicInteger();
  private final Backends backends = new Backends(RouteScene.EJECTION, drained::incrementAndGet);
  private final LiveTableFactory maker =
      new LiveTableFactory(
          backends,
          new SlotMeters(),
          new PinCookieCodec(
              PinKey.derived("secret"),
              new StickinessSettings(RouteScene.MAX_AGE),
              InstantSource.system()),
          InstantSource.system(),
          ConsoleHost.NONE);

  @Test
  void oneContainerIsOneBackendFromTableToTableWhateverItsSlot() {
    Endpoint before = place(table(33, open(1), open(2), open(3)), Slot.CANARY);
    Endpoint after = place(table(0, open(3), open(2), closed()), Slot.STABLE_1);
    assertSame(before.backend(), after.backend());
  }

  @Test
  void theMemberWithFewerRequestsInFlightIsChosen() {
    LiveApp app = app(table(0, open(1), open(2), closed()));
    Endpoint busy = place(app, Slot.STABLE_1);
    busy.backend().enter(1_000);
    for (int i = 0; i < 100; i++) {
      assertEquals(Slot.STABLE_2, chosen(app).slot());
    }
  }

  @Test
  void equalMembersShareTheRequests() {
    LiveApp app = app(table(0, open(1), open(2), closed()));
    int first = 0;
    for (int i = 0; i < 1_000; i++) {
      first += chosen(app).slot() == Slot.STABLE_1 ? 1 : 0;
    }
    assertTrue(first > 400 && first < 600, "first: " + first);
  }

  @Test
  void aMemberThatRefusedIsPassedOverForAMomentButNeverTheLastOne() {
    LiveApp app = app(table(0, open(1), open(2), closed()));
    long now = System.nanoTime();
    app.refused(place(app, Slot.STABLE_1), now);
    for (int i = 0; i < 50; i++) {
      assertEquals(Slot.STABLE_2, chosen(app, now).slot());
    }
    app.refused(place(app, Slot.STABLE_2), now);
    assertNotNull(chosen(app, now));
    long later = now + Outlier.PASSED_OVER.toNanos() + 1;
    assertEquals(
        2,
        List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9).stream()
            .map(i -> chosen(app, later).slot())
            .distinct()
            .count());
  }

  @Test
  void aCanaryThatRefusedLeavesItsRequestsToTheStableMembers() {
    LiveApp app = app(table(100, open(1), closed(), open(3)));
    long now = System.nanoTime();
    assertEquals(Slot.CANARY, chosen(app, now).slot());
    app.refused(place(app, Slot.CANARY), now);
    assertEquals(Slot.STABLE_1, chosen(app, now).slot());
  }

  @Test
  void aCanaryWithoutAShareIsReachedByItsSlotAlone() {
    LiveTable table = maker.make(new RouteTable(List.of(table(0, open(1), closed(), open(3)))));
    LiveApp app = Objects.requireNonNull(table.app("app"));
    assertEquals(Slot.STABLE_1, chosen(app).slot());
    Endpoint canary = place(app, Slot.CANARY);
    assertFalse(table.publiclyRoutes(canary));
    assertTrue(table.leads(Slot.CANARY, canary));
  }

  @Test
  void aCanaryWithoutAStableMemberGetsNoPublicRequestWhateverItsShare() {
    for (int percent : new int[] {0, 33, 100}) {
      LiveTable table =
          maker.make(new RouteTable(List.of(table(percent, closed(), closed(), open(3)))));
      LiveApp app = Objects.requireNonNull(table.app("app"));
      for (int i = 0; i < 100; i++) {
        Track track = app.track(EmptyHttpHeaders.INSTANCE).track();
        assertEquals(Track.STABLE, track);
        assertNull(app.member(track, new SplittableRandom(i), 0));
      }
      assertTrue(table.leads(Slot.CANARY, place(app, Slot.CANARY)));
    }
  }

  @Test
  void failuresInARowPutAMemberOutButNotTheOneThatIsLeft() {
    LiveApp app = app(table(0, open(1), open(2), closed()));
    Endpoint one = place(app, Slot.STABLE_1);
    Endpoint two = place(app, Slot.STABLE_2);
    for (int i = 0; i < 5; i++) {
      app.failed(one, 0);
      app.failed(two, 0);
    }
    assertTrue(one.backend().health().ejectedFor(1) > 0);
    assertEquals(0, two.backend().health().ejectedFor(1));
    assertEquals(Slot.STABLE_2, chosen(app, 1).slot());
  }

  @Test
  void aCanaryIsPutOutWhereStableAnswersAndNotWhereNobodyDoes() {
    LiveApp app = app(table(100, open(1), closed(), open(3)));
    Endpoint stable = place(app, Slot.STABLE_1);
    stable.backend().health().probed(before -> before.next(false, 1, 1));
    Endpoint canary = place(app, Slot.CANARY);
    for (int i = 0; i < 5; i++) {
      app.failed(canary, 0);
    }
    assertEquals(Slot.CANARY, chosen(app, 1).slot());
    stable.backend().health().probed(before -> before.next(true, 1, 1));
    app.failed(canary, 1);
    assertEquals(Slot.STABLE_1, chosen(app, 2).slot());
  }

  @Test
  void whenProbesFailOnAllMembersAllAreUsed() {
    LiveApp app = app(table(0, open(1), open(2), closed()));
    app.endpoints().forEach(place -> place.backend().health().probed(b -> b.next(false, 1, 1)));
    assertEquals(2, Stream.generate(() -> chosen(app).slot()).limit(50).distinct().count());
  }

  @Test
  void anotherChoiceLeavesOutWhatWasTried() {
    LiveApp app = app(table(0, open(1), open(2), closed()));
    Backend one = place(app, Slot.STABLE_1).backend();
    Backend two = place(app, Slot.STABLE_2).backend();
    Endpoint other = app.chooseOther(random, System.nanoTime(), List.of(one));
    assertEquals(two, Objects.requireNonNull(other).backend());
    assertNull(app.chooseOther(random, System.nanoTime(), List.of(one, two)));
  }

  @Test
  void theSequenceGoesOnWhenTheTableChanges() {
    int canaries = 0;
    for (int i = 0; i < 300; i++) {
      canaries += chosen(app(table(33, open(1), open(2), open(3)))).slot() == Slot.CANARY ? 1 : 0;
    }
    assertEquals(99, canaries);
  }

  @Test
  void whatCountsLivesAsLongAsTheAppIsInTheTable() {
    AppRoutes routes = table(33, open(1), open(2), open(3));
    PauseCapacity seats = app(routes).pauseCapacity();
    assertSame(seats, app(routes).pauseCapacity());
    maker.make(RouteTable.EMPTY);
    assertNotSame(seats, app(routes).pauseCapacity());
  }

  @Test
  void theLastRequestOfAContainerWithoutRoutesIsTold() {
    Backend leaving = place(app(table(0, open(1), open(2), closed())), Slot.STABLE_1).backend();
    leaving.enter(1_000);
    leaving.leave();
    assertEquals(0, drained.get());
    leaving.enter(1_000);
    leaving.enter(1_000);
    LiveTable next = maker.make(new RouteTable(List.of(table(0, open(4), open(2), closed()))));
    backends.route(next);
    backends.forgetDrained();
    assertEquals(Map.of("container-1", 2), backends.inFlight());
    leaving.leave();
    assertEquals(0, drained.get());
    leaving.leave();
    assertEquals(1, drained.get());
    assertEquals(Map.of(), backends.inFlight());
  }

  @Test
  void ofTwoAppsThatClaimAHostTheFirstHasIt() {
    LiveTable table =
        maker.make(new RouteTable(List.of(claiming("a", "x.example"), claiming("b", "x.example"))));
    assertEquals("a", Objects.requireNonNull(table.find("x.example", "/")).name());
    assertNull(table.find("y.example", "/"));
  }

  private static AppRoutes claiming(String app, String host) {
    return AppRoutes.plain(app, 0, List.of(host), 0, open(1), closed(), closed());
  }

  private static AppRoutes table(int percent, SlotRoute one, SlotRoute two, SlotRoute canary) {
    return AppRoutes.plain("app", 0, List.of(), percent, one, two, canary);
  }

  private LiveApp app(AppRoutes routes) {
    return Objects.requireNonNull(maker.make(new RouteTable(List.of(routes))).app("app"));
  }

  private Endpoint place(AppRoutes routes, Slot slot) {
    return place(app(routes), slot);
  }

  private static Endpoint place(LiveApp app, Slot slot) {
    return Objects.requireNonNull(app.at(slot));
  }

  private Endpoint chosen(LiveApp app) {
    return chosen(app, System.nanoTime());
  }

  private Endpoint chosen(LiveApp app, long now) {
    return Objects.requireNonNull(
        app.member(app.track(EmptyHttpHeaders.INSTANCE).track(), random, now));
  }
}
