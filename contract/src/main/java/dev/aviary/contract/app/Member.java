package dev.aviary.contract.app;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * A container in a slot: what runs in it, and where it listens. Container and address are named
 * together, so that a stale route is never a wrong one.
 *
 * @param container the container's full id
 * @param host address on the app network
 * @param healthPath answered with 2xx while the container is well, as its app's settings had it
 *     when the container was made; null: none is known
 */
@Serdeable
public record Member(
    String release,
    String deployment,
    String commit,
    String container,
    String host,
    int port,
    @Nullable String healthPath) {
  public Member {
    Check.text(release, "release");
    Check.text(deployment, "deployment");
    Check.commit(commit);
    Check.text(container, "container");
    Check.text(host, "host");
    Check.range(port, 1, 65_535, "port");
  }
}
