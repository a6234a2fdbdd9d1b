package dev.aviary.contract.golden;

import static dev.aviary.contract.testing.GoldenValues.MEMBER_1;
import static dev.aviary.contract.testing.GoldenValues.MEMBER_2;
import static dev.aviary.contract.testing.GoldenValues.MEMBER_3;
import static dev.aviary.contract.testing.GoldenValues.MEMBER_HEALTH;

import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Occupancy;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.app.TlsOptions;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.caller.Caller;
import dev.aviary.contract.event.Difference;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.idempotency.CompletedRequest;
import dev.aviary.contract.testing.Golden;
import dev.aviary.contract.testing.GoldenValues;
import java.util.List;
import java.util.stream.Stream;

/** Apps, slots and events. */
final class GoldenApps {

  private GoldenApps() {}

  static Stream<Golden> all() {
    return Stream.of(
        new Golden(
            "app-spec",
            GoldenValues.CANARY_SPEC
                .withVisitors(GoldenValues.VISITORS)
                .withTls(new TlsOptions("own", true, 3_600))),
        new Golden("app-spec-canary-least", GoldenValues.CANARY_SPEC),
        new Golden("app-spec-triggers-least", GoldenValues.SPEC),
        new Golden("app-spec-least", GoldenValues.LEAST_SPEC),
        new Golden("app-spec-image-least", GoldenValues.IMAGE_SPEC),
        new Golden("caller", new Caller("shop", "shop-1a2b3c4-7", Track.CANARY, Slot.CANARY)),
        new Golden(
            "completed-request",
            new CompletedRequest("ab12", 202, "/deployments/d-canary", "{\"id\":\"d-canary\"}")),
        new Golden("completed-request-least", new CompletedRequest("ab12", 200, null, "{}")),
        new Golden("slots", slots()),
        new Golden("slots-health", new Slots(serving(MEMBER_HEALTH), null, null)),
        new Golden("slots-least", Slots.EMPTY),
        new Golden(
            "event",
            new Event(
                GoldenValues.AT, "monitor", "canary-withdrawn", "shop", "d-canary", "CPU 97 %")),
        new Golden(
            "event-least", new Event(GoldenValues.AT, "builder", "started", null, null, null)),
        new Golden(
            "event-difference",
            new Event(
                GoldenValues.AT,
                "sam",
                "flag-changed",
                null,
                "new_feature",
                "changed: launch",
                List.of(new Difference("/aviary/owner", null, "\"sam\"")))),
        new Golden("difference-least", new Difference("", "{}", null)));
  }

  private static Occupancy serving(Member member) {
    return new Occupancy(member, null, List.of());
  }

  private static Slots slots() {
    return new Slots(
        new Occupancy(MEMBER_1, null, List.of()),
        new Occupancy(MEMBER_1, MEMBER_2, List.of()),
        new Occupancy(null, null, List.of(MEMBER_3)));
  }
}
