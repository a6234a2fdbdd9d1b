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

  /** The app that is served over TLS. */
  static final String SECURED = "secured";

  private Routes() {}

  /** Leads every host to the three ports of loopback, one a slot. */
  static void publish(int redis, List<Integer> ports) {
    publish(redis, APP, SPEC, ports);
  }

  /** Leads this host there too, and wants it served over TLS with a certificate that is given. */
  static void publishSecured(int redis, String host, List<Integer> ports) {
    String spec =
        """
        {"name": "%s", "index": 1, "repository": "file:///srv/git/measured", "hosts": ["%s"],
         "tls": {"mode": "own"}}
        """
            .formatted(SECURED, host);
    publish(redis, SECURED, spec, ports);
  }

  private static void publish(int redis, String app, String spec, List<Integer> ports) {
    Map<String, Object> settings =
        Map.of(
            "redis.host",
            "127.0.0.1",
            "redis.port",
            redis,
            "aviary.instance.name",
            APP,
            "aviary.admin.token",
            BalancerLaunch.TOKEN);
    try (var context = ApplicationContext.run(settings)) {
      Slots slots = Slots.EMPTY;
      var port = ports.iterator();
      for (Slot slot : Slot.values()) {
        slots = slots.with(slot, new Occupancy(member(app, slot, port.next()), null, List.of()));
      }
      Wire wire = context.getBean(Wire.class);
      context
          .getBean(Writes.class)
          .begin()
          .set(Keys.spec(app), spec)
          .addToSet(Keys.SPECS, app)
          .set(Keys.slots(app), wire.write(slots))
          .raise()
          .run();
    }
  }

  private static Member member(String app, Slot slot, int port) {
    return new Member(
        app + "-release-1",
        app + "-" + slot.id(),
        "%040x".formatted(port),
        app + "-container-" + slot.id(),
        "127.0.0.1",
        port,
        null);
  }
}
