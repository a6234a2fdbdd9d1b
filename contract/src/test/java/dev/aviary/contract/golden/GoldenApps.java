package dev.aviary.contract.golden;

import static dev.aviary.contract.golden.Things.MEMBER_1;
import static dev.aviary.contract.golden.Things.MEMBER_2;
import static dev.aviary.contract.golden.Things.MEMBER_3;
import static dev.aviary.contract.golden.Things.MEMBER_HEALTH;

import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Occupancy;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.app.TlsOptions;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.caller.Caller;
import dev.aviary.contract.event.Difference;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.flag.FlagChange;
import dev.aviary.contract.flag.FlagRevision;
import dev.aviary.contract.idempotency.CompletedRequest;
import java.util.List;
import java.util.stream.Stream;

/** Apps, slots, events and flags. */
final class GoldenApps {
  private static final FlagChange LAUNCH = new FlagChange(3, Things.AT, "sam", "launch");
  private static final FlagChange LEAST_CHANGE = new FlagChange(3, Things.AT, "api", null);

  private GoldenApps() {}

  static Stream<Golden> all() {
    return Stream.of(
        new Golden(
            "app-spec",
            Things.CANARY_SPEC
                .withVisitors(Things.VISITORS)
                .withTls(new TlsOptions("own", true, 3_600))),
        new Golden("app-spec-canary-least", Things.CANARY_SPEC),
        new Golden("app-spec-triggers-least", Things.SPEC),
        new Golden("app-spec-least", Things.LEAST_SPEC),
        new Golden("app-spec-image-least", Things.IMAGE_SPEC),
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
            new Event(Things.AT, "monitor", "canary-withdrawn", "shop", "d-canary", "CPU 97 %")),
        new Golden("event-least", new Event(Things.AT, "builder", "started", null, null, null)),
        new Golden(
            "event-difference",
            new Event(
                Things.AT,
                "sam",
                "flag-changed",
                null,
                "new_feature",
                "changed: launch",
                List.of(new Difference("/aviary/owner", null, "\"sam\"")))),
        new Golden("difference-least", new Difference("", "{}", null)),
        new Golden("flag-change", LAUNCH),
        new Golden("flag-change-least", LEAST_CHANGE),
        new Golden(
            "flag-revision",
            new FlagRevision(
                LAUNCH,
                "turned on",
                List.of(new Difference("/defaultVariant", "\"off\"", "\"on\"")),
                "{\"state\":\"ENABLED\"}")),
        new Golden(
            "flag-revision-least", new FlagRevision(LEAST_CHANGE, "removed", List.of(), null)));
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
