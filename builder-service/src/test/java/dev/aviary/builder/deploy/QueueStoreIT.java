package dev.aviary.builder.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.builder.deploy.QueueStore.Entry;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.testing.RealRedis;
import io.lettuce.core.Consumer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.XClaimArgs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class QueueStoreIT {
  private static final Duration WAIT = Duration.ofMillis(20);

  private RealRedis server;
  private RedisClient client;
  private RedisLink link;
  private QueueStore queue;

  @BeforeEach
  void start() {
    server = RealRedis.start();
    client = server.client();
    link = new RedisLink(client);
    queue = new QueueStore(link);
  }

  @AfterEach
  void stop() {
    client.shutdown();
    server.close();
  }

  @Test
  void triesAreCountedOverRestartsUntilOneIsSurvived() {
    enqueue("d-1");
    Entry entry;
    try (var reader = queue.reader()) {
      entry = reader.take(WAIT).orElseThrow();
      assertEquals(1, queue.attempt(entry));
    }
    for (int tries = 2; tries <= 4; tries++) {
      try (var reader = queue.reader()) {
        assertEquals(List.of(entry), reader.mine());
        assertEquals(List.of(entry), reader.mine(), "to look is no try");
        assertEquals(tries, queue.attempt(entry));
      }
    }
    queue.survived(entry);
    assertEquals(1, queue.attempt(entry));
  }

  @Test
  void entriesAreTakenOldestFirst() {
    enqueue("d-1", "d-2");
    try (var reader = queue.reader()) {
      assertEquals(List.of(), reader.mine());
      assertEquals("d-1", reader.take(WAIT).orElseThrow().deployment());
      assertEquals("d-2", reader.take(WAIT).orElseThrow().deployment());
      assertEquals(Optional.empty(), reader.take(WAIT));
    }
  }

  @Test
  void whatABuilderLeftBehindIsFoundByTheNextOne() {
    enqueue("d-1", "d-2");
    Entry first;
    try (var reader = queue.reader()) {
      first = reader.take(WAIT).orElseThrow();
      reader.take(WAIT);
    }
    try (var reader = queue.reader()) {
      assertEquals(List.of("d-1", "d-2"), deployments(reader.mine()));
      queue.done(first);
      assertEquals(List.of("d-2"), deployments(reader.mine()));
    }
    assertEquals(1, link.commands().xlen(Keys.QUEUE), "what is done is not kept");
  }

  @Test
  void whatABuilderOfAnOlderVersionTookIsAdopted() {
    enqueue("d-1");
    try (var reader = queue.reader()) {
      Entry entry = reader.take(WAIT).orElseThrow();
      link.commands()
          .xclaim(
              Keys.QUEUE,
              Consumer.from(QueueStore.GROUP, "a-host"),
              new XClaimArgs().minIdleTime(0).justid(),
              entry.id());
      assertEquals(List.of(), reader.mine());
      reader.adopt();
      assertEquals(List.of("d-1"), deployments(reader.mine()));
      assertEquals(1, queue.attempt(reader.mine().getFirst()), "to adopt is no try");
    }
  }

  @Test
  void whatBuildersTookIsKnownToAllUntilItIsDone() {
    assertEquals(List.of(), queue.taken());
    enqueue("d-1", "d-2");
    try (var one = queue.reader()) {
      Entry entry = one.take(WAIT).orElseThrow();
      assertEquals(List.of(entry), queue.taken());
      queue.done(entry);
      assertEquals(List.of(), queue.taken());
    }
  }

  @Test
  void aQueueThatLostItsDataIsReadFromItsBeginning() {
    try (var reader = queue.reader()) {
      assertEquals(Optional.empty(), reader.take(WAIT));
      link.commands().flushall();
      enqueue("d-9");
      assertEquals("d-9", reader.take(WAIT).orElseThrow().deployment());
      link.commands().flushall();
      reader.adopt();
      assertEquals(List.of(), reader.mine());
    }
  }

  private void enqueue(String... deployments) {
    for (String deployment : deployments) {
      link.commands().xadd(Keys.QUEUE, Map.of(DeploymentStore.QUEUE_FIELD, deployment));
    }
  }

  private static List<String> deployments(List<Entry> entries) {
    return entries.stream().map(Entry::deployment).toList();
  }
}
