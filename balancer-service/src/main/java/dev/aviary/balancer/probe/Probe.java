package dev.aviary.balancer.probe;

import dev.aviary.contract.app.Member;
import dev.aviary.contract.probe.HttpProbe;
import java.io.IOException;
import java.time.Duration;

/**
 * Probes one container once, with the health path that the builder used when the container got its
 * slot. Where no path is known, a connection is enough.
 */
final class Probe {
  private final Member member;
  private final Duration timeout;

  Probe(Member member, Duration timeout) {
    this.member = member;
    this.timeout = timeout;
  }

  /** Blocks until the answer, or until the time is up. */
  boolean succeeds() {
    var probe = HttpProbe.of(member, timeout);
    String path = member.healthPath();
    try {
      if (path == null) {
        probe.connect();
        return true;
      }
      return member.healthy().takes(probe.get(path, member.healthHost()).status());
    } catch (IOException e) {
      return false;
    }
  }
}
