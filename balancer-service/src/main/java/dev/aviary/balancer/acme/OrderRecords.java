package dev.aviary.balancer.acme;

import dev.aviary.balancer.data.DataSettings;
import dev.aviary.balancer.data.Seat;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.file.DataFile;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.Writes;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link OrderRecord}s, in a file on this machine and in Redis. Both are written before an
 * order is begun. The file still holds them if Redis loses its data; in Redis the first of several
 * balancers takes the order, by compare-and-set. Of one thread, but for {@link #of}.
 */
@Singleton
final class OrderRecords {
  private static final Logger LOG = LoggerFactory.getLogger(OrderRecords.class);

  private final RedisLink redis;
  private final Writes writes;
  private final Wire wire;
  private final DataFile file;
  private final Map<String, String> inRedis = new HashMap<>();
  private volatile Content known;

  /** What the file holds, by name. */
  @Serdeable
  record Content(Map<String, OrderRecord> orders, Map<String, RenewalPlan> renewals) {
    Content {
      orders = Check.map(orders, "orders");
      renewals = Check.map(renewals, "renewals");
    }

    Content with(String name, OrderRecord record) {
      var changed = new HashMap<>(orders);
      changed.put(name, record);
      return new Content(changed, renewals);
    }

    Content with(String name, RenewalPlan plan) {
      var changed = new HashMap<>(renewals);
      changed.put(name, plan);
      return new Content(orders, changed);
    }

    /** Without the names that are not ordered any more, unless they were a short time ago. */
    Content without(Set<String> unwanted, Instant before) {
      var orders = new HashMap<>(orders());
      orders
          .entrySet()
          .removeIf(
              each -> unwanted.contains(each.getKey()) && each.getValue().begun().isBefore(before));
      var renewals = new HashMap<>(renewals());
      renewals.keySet().removeAll(unwanted);
      return new Content(orders, renewals);
    }
  }

  OrderRecords(DataSettings settings, Seat seat, Wire wire, RedisLink redis, Writes writes) {
    this.redis = redis;
    this.writes = writes;
    this.wire = wire;
    this.file = new DataFile(settings.directory().resolve("orders.json"), ".new" + seat.number());
    this.known = read();
  }

  private Content read() {
    try {
      return file.read()
          .map(text -> wire.read(text, Content.class))
          .orElse(new Content(Map.of(), Map.of()));
    } catch (IOException | UncheckedIOException e) {
      LOG.atError()
          .addKeyValue("file", file)
          .addKeyValue("reason", e.getMessage())
          .log("Ignored a file of orders that cannot be read");
      return new Content(Map.of(), Map.of());
    }
  }

  OrderRecord of(String name) {
    return known.orders().getOrDefault(name, OrderRecord.NONE);
  }

  @Nullable RenewalPlan renewal(String name) {
    return known.renewals().get(name);
  }

  /** Every name that was ordered. */
  Set<String> names() {
    return known.orders().keySet();
  }

  /**
   * Learns what other balancers have begun, and tells them what Redis lacks.
   *
   * @throws io.lettuce.core.RedisException when Redis is away
   */
  void refresh() {
    inRedis.clear();
    inRedis.putAll(redis.commands().hgetall(Keys.ORDERS));
    Content merged = known;
    for (var each : inRedis.entrySet()) {
      OrderRecord theirs =
          wire.readable(Keys.ORDERS, each.getKey(), each.getValue(), OrderRecord.class)
              .orElse(OrderRecord.NONE);
      merged = merged.with(each.getKey(), OrderRecord.later(of(each.getKey()), theirs));
    }
    if (!merged.equals(known)) {
      keep(merged);
    }
    merged.orders().forEach(this::tell);
  }

  private void tell(String name, OrderRecord record) {
    String json = wire.write(record);
    if (!json.equals(inRedis.get(name))
        && condition(name).put(Keys.ORDERS, name, json).run().written()) {
      inRedis.put(name, json);
    }
  }

  private AtomicWrite condition(String name) {
    String seen = inRedis.get(name);
    return seen == null
        ? writes.begin().absent(Keys.ORDERS, name)
        : writes.begin().expect(Keys.ORDERS, name, seen);
  }

  /**
   * Writes that an order is begun, after {@link #refresh}.
   *
   * @return whether it may be made; else another balancer has begun one
   * @throws UncheckedIOException when the file takes nothing: then no order may be made
   * @throws io.lettuce.core.RedisException when Redis is away: then neither
   */
  boolean begin(String name, OrderRecord begun) {
    String json = wire.write(begun);
    keep(known.with(name, begun));
    boolean first = condition(name).put(Keys.ORDERS, name, json).run().written();
    if (first) {
      inRedis.put(name, json);
    }
    return first;
  }

  /** Writes what became of the order that was begun, or what else is known of it. */
  void update(String name, OrderRecord record) {
    keep(known.with(name, record));
    tell(name, record);
  }

  /** Notes when the certificate of that name is to be renewed. */
  void plan(String name, RenewalPlan plan) {
    keep(known.with(name, plan));
  }

  /** Forgets the orders for names that no app has any more, and that were begun before then. */
  void forget(Set<String> unwanted, Instant before) {
    Content rest = known.without(unwanted, before);
    if (rest.equals(known)) {
      return;
    }
    for (String name : known.orders().keySet()) {
      if (!rest.orders().containsKey(name)) {
        redis.commands().hdel(Keys.ORDERS, name);
        inRedis.remove(name);
      }
    }
    keep(rest);
  }

  private void keep(Content next) {
    try {
      file.write(wire.write(next));
      known = next;
    } catch (IOException e) {
      throw new UncheckedIOException("orders cannot be written to " + file, e);
    }
  }
}
