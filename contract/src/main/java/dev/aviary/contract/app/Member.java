package dev.aviary.contract.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * A container in a slot: what runs in it, and where it listens. Container and address are named
 * together, so that a stale route is never a wrong one.
 *
 * @param container the container's full id
 * @param host address on the app network
 * @param healthPath what probes ask for: as its settings say, else what it answered first; null:
 *     none is known yet, and a connection is enough
 * @param healthHost the {@code Host} that probes send; null: the address
 * @param healthStatus the status that says that it is well, as {@code 200} or {@code 200-399};
 *     null: 200-299
 * @param http2 whether it is spoken to in HTTP/2, by prior knowledge; missing: in HTTP/1.1
 */
@Serdeable
public record Member(
    String release,
    String deployment,
    String commit,
    String container,
    String host,
    int port,
    @Nullable String healthPath,
    @Nullable String healthHost,
    @Nullable String healthStatus,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean http2) {
  public Member {
    Check.text(release, "release");
    Check.text(deployment, "deployment");
    Check.commit(commit);
    Check.text(container, "container");
    Check.text(host, "host");
    Check.range(port, 1, 65_535, "port");
    healthStatus = healthStatus == null ? null : StatusRange.of(healthStatus).toString();
  }

  /** One of HTTP/1.1 whose probes say nothing of a host, and take 200 to 299. */
  public Member(
      String release,
      String deployment,
      String commit,
      String container,
      String host,
      int port,
      @Nullable String healthPath) {
    this(release, deployment, commit, container, host, port, healthPath, null, null, false);
  }

  /** The statuses that say that it is well. */
  public StatusRange healthy() {
    return healthStatus == null ? StatusRange.SUCCESS : StatusRange.of(healthStatus);
  }

  /** The same once it is known what it answers. */
  public Member answering(String path, StatusRange statuses) {
    return new Member(
        release,
        deployment,
        commit,
        container,
        host,
        port,
        path,
        healthHost,
        statuses.equals(StatusRange.SUCCESS) ? null : statuses.toString(),
        http2);
  }
}
