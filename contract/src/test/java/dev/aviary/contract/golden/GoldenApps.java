package dev.aviary.contract.golden;

import static dev.aviary.contract.golden.Things.MEMBER_1;
import static dev.aviary.contract.golden.Things.MEMBER_2;
import static dev.aviary.contract.golden.Things.MEMBER_3;

import dev.aviary.contract.app.Occupancy;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.flag.Flag;
import dev.aviary.contract.flag.FlagChange;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Apps, slots, events and flags. */
final class GoldenApps {
  private static final FlagChange CHANGE = new FlagChange(3, Things.AT, "api");

  private GoldenApps() {}

  static Stream<Golden> all() {
    return Stream.of(
        new Golden("app-spec", Things.SPEC),
        new Golden("app-spec-least", Things.LEAST_SPEC),
        new Golden("slots", slots()),
        new Golden("slots-least", Slots.EMPTY),
        new Golden(
            "event",
            new Event(Things.AT, "monitor", "canary-withdrawn", "shop", "d-canary", "CPU 97 %")),
        new Golden("event-least", new Event(Things.AT, "builder", "started", null, null, null)),
        new Golden("flag", Flag.of(true, "the new page", CHANGE)),
        new Golden(
            "flag-least",
            new Flag(
                Flag.State.DISABLED, Map.of("on", true, "off", false), null, Map.of(), CHANGE)));
  }

  private static Slots slots() {
    return new Slots(
        new Occupancy(MEMBER_1, null, List.of()),
        new Occupancy(MEMBER_1, MEMBER_2, List.of()),
        new Occupancy(null, null, List.of(MEMBER_3)));
  }
}
