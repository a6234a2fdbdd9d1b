package dev.aviary.builder.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.engine.AppContainer;
import dev.aviary.builder.engine.AppContainers;
import dev.aviary.builder.engine.SideContainer;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.caller.Caller;
import dev.aviary.contract.caller.CallerStore;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.testing.RealRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CallersIT {
  private static final String GATEWAY = "10.213.0.1";

  private final RealRedis redis = RealRedis.start();
  private final RedisClient client = redis.client();
  private final RedisCommands<String, String> commands = client.connect().sync();
  private final CallerStore store = new CallerStore(new RedisLink(client), Wire.standalone());

  @AfterEach
  void stop() {
    client.shutdown();
    redis.close();
  }

  @Test
  void aContainerIsKnownByItsTokensHashWithTheSlotThatItIsIn() {
    new Callers(store).introduce(container(Slot.CANARY, "b", "hash-1"));
    assertEquals(
        Optional.of(new Caller("app", "app-b", Track.CANARY, Slot.CANARY)), store.find("hash-1"));
    long left = commands.ttl(Keys.caller("hash-1"));
    assertTrue(left > CallerStore.EXPIRY.toSeconds() - 60, "goes in " + left + " s");
  }

  @Test
  void theReleaseOfACanaryThatWasPromotedIsKnownByTheTokenOfEachContainer() {
    new Callers(store)
        .tell(
            GATEWAY, in(container(Slot.CANARY, "b", "old"), container(Slot.STABLE_1, "b", "new")));
    assertEquals(Track.CANARY, store.find("old").orElseThrow().track());
    assertEquals(Track.STABLE, store.find("new").orElseThrow().track());
    assertEquals(Optional.of(GATEWAY), store.gateway());
  }

  @Test
  void aContainerThatIsGoneIsForgotten() {
    var callers = new Callers(store);
    callers.tell(GATEWAY, in(container(Slot.CANARY, "b", "hash-1")));
    callers.tell(GATEWAY, in());
    assertEquals(Optional.empty(), store.find("hash-1"));
  }

  @Test
  void aRedisThatLostItsDataIsToldAgain() {
    var callers = new Callers(store);
    var here = in(container(Slot.STABLE_2, "a", "hash-2"));
    callers.tell(GATEWAY, here);
    commands.flushall();
    callers.tell(GATEWAY, here);
    assertEquals(Slot.STABLE_2, store.find("hash-2").orElseThrow().slot());
  }

  @Test
  void aContainerOfAnOlderAviaryHasNoTokenAndDoesNoHarm() {
    new Callers(store).tell(GATEWAY, in(container(Slot.STABLE_1, "a", null)));
    assertEquals(List.of(Keys.GATEWAY), commands.keys("*"));
  }

  @Test
  void aContainerBesideTheSlotsAsksAsTheFirstSlotOfItsTrack() {
    var worker =
        new SideContainer(
            "id",
            "name",
            "app",
            "worker",
            Track.CANARY,
            "d-b",
            "app-b",
            "",
            "hash-3",
            0,
            Duration.ofSeconds(10),
            AppContainer.State.RUNNING);
    new Callers(store).tell(GATEWAY, new AppContainers(List.of(), List.of(worker)));
    assertEquals(
        Optional.of(new Caller("app", "app-b", Track.CANARY, Slot.CANARY)), store.find("hash-3"));
  }

  private static AppContainers in(AppContainer... containers) {
    return new AppContainers(List.of(containers), List.of());
  }

  private static AppContainer container(Slot slot, String name, @Nullable String caller) {
    AppContainer plain =
        Scene.container(slot, Scene.placement(name), null, AppContainer.State.RUNNING, 1);
    return new AppContainer(
        plain.id(),
        plain.name(),
        slot,
        plain.placement(),
        null,
        plain.spec(),
        plain.address(),
        caller,
        plain.createdAt(),
        plain.state());
  }
}
