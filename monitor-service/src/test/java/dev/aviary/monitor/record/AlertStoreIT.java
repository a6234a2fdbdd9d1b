package dev.aviary.monitor.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.redis.DamagedException;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.testing.StoreCase;
import dev.aviary.monitor.record.AlertStore.Recorded;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AlertStoreIT extends StoreCase {
  private static final Culprit CULPRIT =
      new Culprit(
          "c".repeat(64),
          "shop-canary",
          "shop",
          Slot.CANARY,
          Track.CANARY,
          "shop-2222222-1",
          "2".repeat(40),
          "canary",
          "d-1");
  private final AlertStore store = new AlertStore(link, wire);

  @ParameterizedTest
  @ValueSource(strings = {"{", "null", "{\"id\":\"x\"}"})
  void anAlertThatCannotBeReadIsLeftOutOfTheList(String damage) {
    Recorded first = opened(1);
    opened(2);
    redis.set(Keys.alert(Alert.id(CULPRIT, 2)), damage);

    assertEquals(List.of(first), store.newest(10));
    assertThrows(DamagedException.class, () -> store.find(Alert.id(CULPRIT, 2)));
  }

  @Test
  void anAlertWhoseIdHasNoEpisodeCannotBeRead() {
    Recorded first = opened(1);
    redis.set(Keys.alert("x"), first.json().replace(first.alert().id(), "x"));
    assertThrows(DamagedException.class, () -> store.find("x"));
  }

  @Test
  void whatIsNoStringIsNoAlert() {
    redis.lpush(Keys.alert(Alert.id(CULPRIT, 1)), "x");
    assertEquals(Optional.empty(), store.find(Alert.id(CULPRIT, 1)));
  }

  private Recorded opened(int n) {
    var finding = new Finding(Metric.CPU, 50, 90, 8, 99, List.of(90.0), List.of());
    Recorded alert =
        store.asRecorded(
            new Alert(
                Alert.id(CULPRIT, n),
                CULPRIT,
                AlertAction.WITHDRAWN,
                Instant.EPOCH,
                List.of(finding),
                null));
    store.open(writes.begin(), alert).run();
    return alert;
  }
}
