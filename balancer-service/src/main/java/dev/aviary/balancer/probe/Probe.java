package dev.aviary.balancer.probe;

import dev.aviary.contract.app.Member;
import dev.aviary.contract.probe.HttpProbe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Probes one container once, with the health path that the builder used when the container got its
 * slot. Where no path is known, a connection is enough.
 */
final class Probe {
  private final InetSocketAddress address;
  private final Member member;
  private final Duration timeout;

  Probe(InetSocketAddress address, Member member, Duration timeout) {
    this.address = address;
    this.member = member;
    this.timeout = timeout;
  }

  /** Blocks until the answer, or until the time is up. */
  boolean succeeds() {
    var probe = new HttpProbe(address, timeout);
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
