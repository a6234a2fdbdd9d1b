package dev.aviary.contract.app;

import io.micronaut.serde.annotation.Serdeable;

/**
 * A container in a slot: what runs in it, and where it listens. Container and address are named
 * together, so that a stale route is never a wrong one.
 *
 * @param container the container's full id
 * @param host address on the app network
 */
@Serdeable
public record Member(
    String release, String deployment, String commit, String container, String host, int port) {
  public Member {
    Check.text(release, "release");
    Check.text(deployment, "deployment");
    Check.commit(commit);
    Check.text(container, "container");
    Check.text(host, "host");
    Check.range(port, 1, 65_535, "port");
  }
}
