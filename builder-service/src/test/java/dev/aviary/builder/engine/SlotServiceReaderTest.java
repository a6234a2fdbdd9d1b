package dev.aviary.builder.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.engine.AppContainer.State;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.redis.Wire;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What Docker 20.10.24 answered for an app with its stable slots on two of three nodes: {@code GET
 * /services}, {@code /tasks} and {@code /nodes}, each with a change that a test names.
 */
final class SlotServiceReaderTest {
  private static final String NETWORK = "aviary-apps";
  private static final String NODE_1 = "z7kahgdjfhludd64p7yid0796";
  private static final String NODE_2 = "ocg68v2w1vd1kdfz70kvmzlso";
  private static final String NODE_3 = "kb2suu9z74c6m2tjtxn4am7wo";
  private static final String STABLE_1 = "wmmobun8i1oel6eheiy9yh2bk";
  private static final String STABLE_2 = "qm5s2gv6nhs74pncbj9z3xcht";

  private String services = recorded("services");
  private String tasks = recorded("tasks");
  private String nodes = recorded("nodes");

  @Test
  void aSlotHasTheAddressOfItsTaskAndWhatTheLabelsOfItsServiceSay() {
    SlotService found = stable1();
    AppContainer slot = found.slot();
    assertEquals(STABLE_1, slot.id());
    assertEquals(Slot.STABLE_1, slot.slot());
    assertEquals("10.213.187.133", slot.address());
    assertEquals(State.RUNNING, slot.state());
    assertEquals("hello-f083aad-1", slot.placement().release().id());
    assertEquals(
        "sha256:d2fadb1aec713b83a6f4df98f23287e00cb895a29fbf148eeb64bb6f31487a1b",
        slot.placement().release().image());
    assertEquals("dmx2pr10hxh3my", slot.placement().deployment());
    assertEquals(8000, slot.member().port());
    assertEquals(NODE_2, found.node());
    assertEquals("node2", found.host());
    assertFalse(slot.outgoing());
    assertEquals("10.213.187.134", found(STABLE_2).slot().address());
  }

  @Test
  void onAnotherNetworkItHasNoAddress() {
    tasks = tasks.replace("\"Name\": \"aviary-apps\"", "\"Name\": \"aviary_control\"");
    assertEquals("", stable1().slot().address());
  }

  @Test
  void aTaskOnItsWayIsMadeAndNotYetStarted() {
    for (String state : List.of("new", "pending", "assigned", "preparing", "ready", "starting")) {
      tasks = recorded("tasks").replace("\"State\": \"running\"", "\"State\": \"" + state + "\"");
      assertEquals(State.CREATED, stable1().slot().state(), state);
    }
    tasks = "[]";
    assertEquals(State.CREATED, stable1().slot().state());
  }

  @Test
  void aTaskThatEndedHasEndedHoweverItDid() {
    for (String state : List.of("complete", "failed", "rejected", "shutdown", "orphaned")) {
      tasks = recorded("tasks").replace("\"State\": \"running\"", "\"State\": \"" + state + "\"");
      assertEquals(State.ENDED, stable1().slot().state(), state);
    }
  }

  @Test
  void aServiceThatWasAskedToEndHasEndedOnceItsTaskIsGone() {
    services = services.replace("\"Replicas\": 1", "\"Replicas\": 0");
    assertEquals(State.RUNNING, stable1().slot().state());
    tasks = "[]";
    assertEquals(State.ENDED, stable1().slot().state());
  }

  @Test
  void whatRanOnANodeThatIsDownOrGoneHasEnded() {
    nodes = standing(NODE_2, "\"State\": \"ready\"", "\"State\": \"down\"");
    assertEquals(State.ENDED, stable1().slot().state());
    assertEquals(State.RUNNING, found(STABLE_2).slot().state());
    nodes = recorded("nodes").replace(NODE_2, "another");
    assertEquals(State.ENDED, stable1().slot().state());
  }

  @Test
  void aNodeOfWhichANewLeaderHasNotHeardYetIsNotDown() {
    nodes = nodes.replace("\"State\": \"ready\"", "\"State\": \"unknown\"");
    assertEquals(State.RUNNING, stable1().slot().state());
  }

  @Test
  void whatIsOnAPausedNodeIsToGoElsewhereWhileAnotherNodeTakesIt() {
    nodes = standing(NODE_2, "\"Availability\": \"active\"", "\"Availability\": \"pause\"");
    assertTrue(stable1().slot().outgoing());
    assertFalse(found(STABLE_2).slot().outgoing());
    nodes = nodes.replace("\"Availability\": \"active\"", "\"Availability\": \"drain\"");
    assertFalse(stable1().slot().outgoing());
  }

  @Test
  void aServiceThatWasMarkedIsToBeReplaced() {
    services =
        services.replace(
            "\"dev.aviary.app\"", "\"dev.aviary.outgoing\": \"yes\", \"dev.aviary.app\"");
    assertTrue(stable1().slot().outgoing());
  }

  @Test
  void aServiceWhoseLabelsCannotBeReadIsLeftAlone() {
    services = services.replace("\"dev.aviary.slot\": \"stable-2\"", "\"dev.aviary.slot\": \"x\"");
    assertEquals(List.of(STABLE_1), read().stream().map(each -> each.slot().id()).toList());
  }

  @Test
  void theCanaryAndOneStableSlotAreWhereTheMonitorIsAndTheOtherStableSlotIsNot() {
    assertEquals(List.of("node.id==" + NODE_1), constraints(Slot.CANARY, NODE_1));
    assertEquals(List.of("node.id==" + NODE_2), constraints(Slot.STABLE_1, NODE_2));
    assertEquals(List.of("node.id!=" + NODE_2), constraints(Slot.STABLE_2, NODE_2));
  }

  @Test
  void whereTheNodeOfTheMonitorTakesNoTasksStableSlotsAreStillApart() {
    nodes = standing(NODE_1, "\"Availability\": \"active\"", "\"Availability\": \"pause\"");
    assertEquals(List.of(), constraints(Slot.CANARY, NODE_1));
    assertEquals(List.of("node.id!=" + NODE_3), constraints(Slot.STABLE_1, NODE_1));
  }

  @Test
  void whereNoOtherNodeTakesTasksTwoStableSlotsShareOne() {
    nodes = nodes.replace("\"Availability\": \"active\"", "\"Availability\": \"drain\"");
    nodes = standing(NODE_2, "\"Availability\": \"drain\"", "\"Availability\": \"active\"");
    assertEquals(List.of(), constraints(Slot.STABLE_2, NODE_2));
  }

  @Test
  void aNodeOnWhichTheOtherStableSlotHasEndedIsFree() {
    tasks = tasks.replace("\"State\": \"running\"", "\"State\": \"failed\"");
    assertEquals(List.of("node.id==" + NODE_2), constraints(Slot.STABLE_2, NODE_2));
  }

  private List<String> constraints(Slot slot, String here) {
    var standing = SlotServiceReader.nodes(json(nodes)).values();
    return NodeChoice.constraints(slot, read(), standing, here);
  }

  private SlotService stable1() {
    return found(STABLE_1);
  }

  private SlotService found(String id) {
    return read().stream().filter(each -> each.slot().id().equals(id)).findFirst().orElseThrow();
  }

  private List<SlotService> read() {
    return new SlotServiceReader(new LabelReader(Wire.standalone(), NETWORK), NETWORK)
        .read(json(services), json(tasks), SlotServiceReader.nodes(json(nodes)));
  }

  /** The nodes with another word for one of them. */
  private String standing(String node, String before, String after) {
    int from = nodes.indexOf(node);
    int next = nodes.indexOf("\"ID\"", from);
    int to = next < 0 ? nodes.length() : next;
    return nodes.substring(0, from)
        + nodes.substring(from, to).replace(before, after)
        + nodes.substring(to);
  }

  private static JsonNode json(String text) {
    try {
      return Objects.requireNonNull(
          JsonMapper.createDefault()
              .readValue(text.getBytes(StandardCharsets.UTF_8), JsonNode.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String recorded(String name) {
    try (InputStream file =
        SlotServiceReaderTest.class.getResourceAsStream(
            "/dev/aviary/builder/engine/" + name + ".json")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
