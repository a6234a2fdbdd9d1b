package dev.aviary.contract.route;

import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Slot;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the requests of one app go.
 *
 * @param index the app's place among the slot ports
 * @param hosts host names that are this app's; none: every host that no other app claims
 * @param canaryPercent the canary's public requests of every hundred; 0 when none may reach it
 */
@Serdeable
public record AppRoutes(
    String app,
    int index,
    List<String> hosts,
    int canaryPercent,
    SlotRoute stable1,
    SlotRoute stable2,
    SlotRoute canary) {
  public AppRoutes {
    hosts = hosts == null ? List.of() : List.copyOf(hosts);
  }

  public SlotRoute at(Slot slot) {
    return switch (slot) {
      case STABLE_1 -> stable1;
      case STABLE_2 -> stable2;
      case CANARY -> canary;
    };
  }

  /** The members that share the stable part of the public requests; may be empty. */
  public List<Member> stableMembers() {
    return Slot.STABLE.stream()
        .map(this::at)
        .filter(SlotRoute.Open.class::isInstance)
        .map(route -> ((SlotRoute.Open) route).member())
        .toList();
  }

  /** The member that gets the canary's part of the public requests. */
  public @Nullable Member canaryMember() {
    return canaryPercent > 0 && canary instanceof SlotRoute.Open(Member member) ? member : null;
  }
}
