package dev.aviary.benchmark.proxy;

import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Occupancy;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.Writes;
import io.micronaut.context.ApplicationContext;
import java.util.List;
import java.util.Map;

/** The control keys of one app, written as the builder writes them. */
final class Routes {
  private static final String APP = "measured";
  private static final String SPEC =
      """
      {"name": "measured", "index": 0, "repository": "file:///srv/git/measured"}
      """;

  private Routes() {}

  /** Leads every host to the three ports of loopback, one a slot. */
  static void publish(int redis, List<Integer> ports) {
    Map<String, Object> settings =
        Map.of(
            "redis.host",
            "127.0.0.1",
            "redis.port",
            redis,
            "aviary.instance.name",
            APP,
            "aviary.admin.token",
            "a-token-for-the-benchmark");
    try (var context = ApplicationContext.run(settings)) {
      Slots slots = Slots.EMPTY;
      var port = ports.iterator();
      for (Slot slot : Slot.values()) {
        slots = slots.with(slot, new Occupancy(member(slot, port.next()), null, List.of()));
      }
      Wire wire = context.getBean(Wire.class);
      context
          .getBean(Writes.class)
          .begin()
          .set(Keys.spec(APP), SPEC)
          .addToSet(Keys.SPECS, APP)
          .set(Keys.slots(APP), wire.write(slots))
          .raise()
          .run();
    }
  }

  private static Member member(Slot slot, int port) {
    return new Member(
        APP + "-release-1",
        "deployment-" + slot.id(),
        "%040x".formatted(port),
        "container-" + slot.id(),
        "127.0.0.1",
        port,
        null);
  }
}
