package dev.aviary.balancer.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.contract.app.RemovalMark;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.route.ControlState;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class KnownRemovalsTest {
  private final KnownRemovals known = new KnownRemovals();

  @Test
  void aRemovalIsNewsOnce() {
    assertEquals(Set.of("app"), known.learn(removed(1, false)));
    assertEquals(Set.of(), known.learn(removed(1, false)));
    assertEquals(Set.of(), known.learn(removed(1, true)));
  }

  @Test
  void aRemovalThatWasSleptThroughIsNewsThoughTheAppIsThereAgain() {
    known.learn(removed(1, true));
    var after = new KnownRemovals();
    after.restore(known.all());
    assertEquals(Set.of(), after.learn(removed(1, true)));
    assertEquals(Set.of("app"), after.learn(removed(2, true)));
  }

  @Test
  void anOlderCopyOfTheDataIsNoNews() {
    known.learn(removed(2, true));
    assertEquals(Set.of(), known.learn(removed(1, true)));
    assertEquals(Map.of("app", Instant.ofEpochSecond(2)), known.all());
  }

  @Test
  void aRedisThatLostItsMarksTakesNoneBack() {
    known.learn(removed(1, true));
    assertEquals(Set.of(), known.learn(new ControlState(Revision.NONE, Map.of(), Map.of())));
    assertEquals(Map.of("app", Instant.ofEpochSecond(1)), known.all());
  }

  private static ControlState removed(int at, boolean over) {
    var mark = new RemovalMark(Instant.ofEpochSecond(at), over);
    return new ControlState(Revision.parse("e:1"), Map.of(), Map.of("app", mark));
  }
}
