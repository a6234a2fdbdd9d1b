package dev.aviary.builder.swarm;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A balancer on a node of a swarm. Its id ends in the id that Swarm gave the node: {@code
 * deploy/swarm/stack.yml} makes it the end of the host name.
 *
 * @param id under which the balancer acknowledges
 * @param node the id of its node
 */
record SwarmMember(String id, String node) {
  /** 25 letters and digits; a second balancer of a node has its seat behind them. */
  private static final Pattern ID = Pattern.compile(".+\\.([0-9a-z]{25})(?:-[2-9])?");

  /** Empty: it is no balancer of a swarm. */
  static Optional<SwarmMember> of(String id) {
    var matcher = ID.matcher(id);
    return matcher.matches()
        ? Optional.of(new SwarmMember(id, matcher.group(1)))
        : Optional.empty();
  }
}
