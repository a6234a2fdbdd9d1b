package dev.aviary.monitor.sample;

import dev.aviary.monitor.record.Culprit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A running container of the instance. A restart makes another one of it: same id, later start.
 *
 * @param role as in its label {@code dev.aviary.role}
 * @param app what an alert about it would name; null for what is not judged: own services, Redis
 * @param allowedCpus 0: every CPU of the host
 */
public record Container(
    String id,
    String name,
    String role,
    @Nullable Culprit app,
    Instant startedAt,
    double allowedCpus) {
  public String shortId() {
    return id.substring(0, Math.min(Culprit.SHORT, id.length()));
  }
}
