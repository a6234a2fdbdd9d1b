package dev.aviary.monitor.sample;

import dev.aviary.monitor.record.Culprit;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A running container of the instance. A restart makes another one of it: same id, later start.
 *
 * @param member by which slots name it ({@code contract.app.Member}): the id; of the task of a
 *     swarm's service the id of the service
 * @param role as in its label {@code dev.aviary.role}
 * @param app what an alert about it would name; null for what is not judged: own services, Redis
 * @param allowedCpus 0: every CPU of the host
 * @param node on which it runs; empty: the one machine
 */
@Serdeable
public record Container(
    String id,
    String member,
    String name,
    String role,
    @Nullable Culprit app,
    Instant startedAt,
    double allowedCpus,
    String node) {

  /** One that is no task of a swarm. */
  public Container(
      String id,
      String name,
      String role,
      @Nullable Culprit app,
      Instant startedAt,
      double allowedCpus) {
    this(id, id, name, role, app, startedAt, allowedCpus, "");
  }

  public String shortId() {
    return id.substring(0, Math.min(Culprit.SHORT, id.length()));
  }
}
