package dev.aviary.contract.app;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * Who may see an app, and its canary.
 *
 * @param all visitors that do not meet it are refused, on the public port and on the slot ports;
 *     null: everybody may
 * @param canary visitors that do not meet it are served by stable, and refused on the canary's slot
 *     port; null: everybody may
 * @param canaryShare what those who meet {@code canary} get of it: {@code split}: the split's
 *     share; {@code all}: every request
 * @param slotPorts holds on the slot ports in the place of the other two; without a condition it
 *     lets everybody pass
 */
@Serdeable
public record AccessOptions(
    @Nullable AccessRule all,
    @Nullable AccessRule canary,
    String canaryShare,
    @Nullable AccessRule slotPorts) {
  private static final String SPLIT = "split";
  private static final String ALL = "all";

  public static final AccessOptions NONE = new AccessOptions(null, null, SPLIT, null);

  public AccessOptions {
    Check.that(
        all == null || all.conditional(),
        "access.all lets no visitor in; give addresses, users or header, or leave it out");
    Check.that(
        canary == null || canary.conditional(),
        "access.canary lets no visitor in; give addresses, users or header, or leave it out");
    canaryShare = canaryShare == null ? SPLIT : canaryShare;
    Check.that(
        canaryShare.equals(SPLIT) || canaryShare.equals(ALL),
        "access.canaryShare is '" + canaryShare + "'; give split or all");
    Check.that(
        canaryShare.equals(SPLIT) || canary != null,
        "access.canaryShare is all, and access.canary names no visitors; for every visitor set"
            + " the split to 100");
  }

  /** Whether those who may see the canary get nothing else. */
  public boolean alwaysCanary() {
    return canaryShare.equals(ALL);
  }
}
