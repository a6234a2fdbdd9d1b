package dev.aviary.balancer.admin;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.route.Split;
import dev.aviary.contract.route.Stickiness;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks for; what is left out stays as it is. Share and choice are taken as they are
 * written, because a converter would make something of every value.
 *
 * @param canaryPercent the canary's requests of every hundred, 0 to 100
 * @param stickiness {@code none}, {@code cookie} or {@code header:<name>}
 * @param manualChoice whether a request may name its track itself, true or false
 * @param reason why, for whoever reads the timeline
 */
@Serdeable
record SplitChange(
    @Nullable JsonNode canaryPercent,
    @Nullable Stickiness stickiness,
    @Nullable JsonNode manualChoice,
    @Nullable String reason) {
  SplitChange {
    Check.that(
        canaryPercent != null || stickiness != null || manualChoice != null,
        "give at least one of canaryPercent, stickiness and manualChoice");
    Check.that(
        canaryPercent == null || whole(canaryPercent),
        "canaryPercent is not a whole number; give a number from 0 to 100");
    Check.that(
        manualChoice == null || manualChoice.isBoolean(), "manualChoice is neither true nor false");
    reason = GivenReason.of(reason);
  }

  /** The same where neither is another: neither how requests are shared, nor a reason. */
  Split of(Split before) {
    var next =
        new Split(
            canaryPercent == null ? before.canaryPercent() : canaryPercent.getIntValue(),
            stickiness == null ? before.stickiness() : stickiness,
            manualChoice == null ? before.manualChoice() : manualChoice.getBooleanValue(),
            reason);
    return reason == null && next.sharesAs(before) ? before : next;
  }

  /** Equal changes have equal texts. */
  String text() {
    String change =
        "canaryPercent %s, stickiness %s, manualChoice %s"
            .formatted(
                canaryPercent == null ? "" : Integer.toString(canaryPercent.getIntValue()),
                stickiness == null ? "" : stickiness.toString(),
                manualChoice == null ? "" : Boolean.toString(manualChoice.getBooleanValue()));
    return GivenReason.after(change, reason);
  }

  private static boolean whole(JsonNode node) {
    return node.isNumber() && node.getDoubleValue() == node.getIntValue();
  }
}
