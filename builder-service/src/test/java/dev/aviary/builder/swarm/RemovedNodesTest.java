package dev.aviary.builder.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RemovedNodesTest {
  private static final String HERE = "y0hae7l6987ni9tn73kc3ghft";
  private static final String REMOVED = "xxug50z8xd0kf4xou30gsi9qm";
  private static final SwarmMember AT_HOME = new SwarmMember("aviary-web-1." + HERE, HERE);
  private static final SwarmMember LOST = new SwarmMember("aviary-web-2." + REMOVED, REMOVED);

  @Test
  void aBalancerTellsItsNodeByTheEndOfItsId() {
    assertEquals(Optional.of(AT_HOME), SwarmMember.of("aviary-web-1." + HERE));
    assertEquals(
        Optional.of(new SwarmMember("aviary-web-1." + HERE + "-2", HERE)),
        SwarmMember.of("aviary-web-1." + HERE + "-2"));
  }

  @Test
  void aBalancerOfNoSwarmHasNoNode() {
    assertEquals(Optional.empty(), SwarmMember.of("aviary-droplet"));
    assertEquals(Optional.empty(), SwarmMember.of("aviary-droplet-2"));
    assertEquals(Optional.empty(), SwarmMember.of("aviary-web.example.org"));
    assertEquals(Optional.empty(), SwarmMember.of(HERE));
  }

  @Test
  void onlyBalancersOfNodesThatTheSwarmDoesNotHaveAreForgotten() {
    var both = List.of(AT_HOME, LOST);
    assertEquals(List.of(LOST), RemovedNodes.ofOtherNodes(both, Set.of(HERE)));
    assertEquals(List.of(), RemovedNodes.ofOtherNodes(both, Set.of(HERE, REMOVED)));
  }
}
