package dev.aviary.flag.release;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.caller.Caller;
import dev.aviary.contract.caller.CallerStore;
import dev.aviary.contract.caller.CallerToken;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.flag.FlagService;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FlagCallersIT {
  private static final CallerToken TOKEN = CallerToken.random(new SplittableRandom(7));
  private static final Caller CALLER =
      new Caller("shop", "shop-1a2b3c4-7", Track.CANARY, Slot.CANARY);
  private static final Optional<FlagCaller> CONTAINER =
      Optional.of(new FlagCaller.Deployed(TOKEN.hash(), CALLER));

  private final RealRedis redis = RealRedis.start();
  private final Path folder = FlagService.folder();
  private FlagService service;
  private FlagCallers callers;

  @BeforeEach
  void start() {
    restart();
    service.bean(CallerStore.class).save(TOKEN.hash(), CALLER);
    assertEquals(CONTAINER, callers.look(TOKEN.text()));
  }

  @AfterEach
  void stop() {
    service.close();
    redis.close();
  }

  @Test
  void aRestartWithoutRedisKnowsTheContainersAndWhereTheyListen() {
    Optional<String> id = callers.listenerId(CONTAINER.orElseThrow());
    eventually("on disk", () -> file().contains(TOKEN.hash()));
    assertFalse(file().contains(TOKEN.text()));
    service.close();
    redis.stop();
    try (EmbeddedServer alone = FlagService.server(redis, settings())) {
      FlagCallers again = alone.getApplicationContext().getBean(FlagCallers.class);
      assertEquals(CONTAINER, again.recall(TOKEN.text()));
      assertEquals(id, again.listenerId(CONTAINER.orElseThrow()));
      assertEquals(CONTAINER, id.flatMap(again::listener));
    } finally {
      redis.startAgain();
      restart();
    }
  }

  @Test
  void aContainerThatRedisLostIsForgottenAtTheThirdLookOnly() {
    service.redis().del(Keys.caller(TOKEN.hash()));
    callers.review();
    callers.review();
    assertEquals(CONTAINER, callers.recall(TOKEN.text()));
    service.bean(CallerStore.class).save(TOKEN.hash(), CALLER);
    callers.review();
    service.redis().del(Keys.caller(TOKEN.hash()));
    callers.review();
    callers.review();
    assertEquals(CONTAINER, callers.recall(TOKEN.text()));
    callers.review();
    assertEquals(Optional.empty(), callers.recall(TOKEN.text()));
    callers.keep();
    assertFalse(file().contains(TOKEN.hash()));
  }

  @Test
  void whereSomebodyListensTellsNothingOfTheToken() {
    String id = callers.listenerId(CONTAINER.orElseThrow()).orElseThrow();
    assertNotEquals(TOKEN.hash(), id);
    assertTrue(callers.listener(TOKEN.hash()).isEmpty());
    assertTrue(callers.listener(TOKEN.hash() + "-" + TOKEN.hash()).isEmpty());
    FlagCaller reader = new FlagCaller.Reader(TOKEN.hash());
    assertFalse(callers.listenerId(reader).orElseThrow().contains(TOKEN.hash()));
    FlagCaller admin = callers.recall(FlagService.TOKEN).orElseThrow();
    assertEquals(Optional.empty(), callers.listenerId(admin));
  }

  @Test
  void aContainerListensWhereItHasNeverAsked() {
    Optional<String> id = callers.listenerId(CONTAINER.orElseThrow());
    try (FlagService other = FlagService.on(redis)) {
      FlagCallers others = other.bean(FlagCallers.class);
      assertEquals(CONTAINER, id.flatMap(others::listener));
      assertEquals(id, others.listenerId(CONTAINER.orElseThrow()));
      assertEquals(Optional.empty(), others.listener(TOKEN.hash() + "-" + "0".repeat(64)));
    }
  }

  @Test
  void aFileThatCannotBeReadIsLeftAside() throws IOException {
    service.close();
    Files.writeString(folder.resolve("askers.json"), "{\"secret\":");
    restart();
    assertEquals(Optional.empty(), callers.recall(TOKEN.text()));
    assertEquals(CONTAINER, callers.look(TOKEN.text()));
  }

  private void restart() {
    service = FlagService.on(redis, settings());
    callers = service.bean(FlagCallers.class);
  }

  private Map<String, Object> settings() {
    return Map.of("aviary.data.directory", folder.toString());
  }

  private String file() {
    try {
      Path file = folder.resolve("askers.json");
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
