package dev.aviary.balancer.route;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.TlsOptions;
import dev.aviary.contract.app.VisitorOptions;
import dev.aviary.contract.route.Interruption;
import dev.aviary.contract.route.Stickiness;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the requests of one app go.
 *
 * @param index the app's place among the slot ports
 * @param hosts host names that are this app's; none: every host that no other app claims
 * @param canaryPercent the canary's public requests of every hundred; 0 when none reaches it by
 *     itself
 * @param stickiness what keeps a visitor on one track; missing means nothing
 * @param manualChoice whether a request may name its track itself; missing means no
 * @param interruption why public requests are not answered at the moment; null: they are
 * @param visitors what visitors reach of it, and which visitors may; missing means all of it, and
 *     all visitors
 * @param tls how its hosts are served over TLS; missing means not at all
 */
@Serdeable
public record AppRoutes(
    String app,
    int index,
    List<String> hosts,
    int canaryPercent,
    SlotRoute stable1,
    SlotRoute stable2,
    SlotRoute canary,
    Stickiness stickiness,
    Boolean manualChoice,
    @Nullable Interruption interruption,
    VisitorOptions visitors,
    TlsOptions tls) {
  public AppRoutes {
    hosts = Check.list(hosts, "hosts");
    stickiness = stickiness == null ? Stickiness.NONE : stickiness;
    manualChoice = manualChoice != null && manualChoice;
    visitors = visitors == null ? VisitorOptions.DEFAULT : visitors;
    tls = tls == null ? TlsOptions.DEFAULT : tls;
  }

  /**
   * Nothing but the sequence decides, nothing interrupts, every visitor may, and there is no TLS.
   */
  public static AppRoutes plain(
      String app,
      int index,
      List<String> hosts,
      int canaryPercent,
      SlotRoute stable1,
      SlotRoute stable2,
      SlotRoute canary) {
    return new AppRoutes(
        app,
        index,
        hosts,
        canaryPercent,
        stable1,
        stable2,
        canary,
        Stickiness.NONE,
        false,
        null,
        VisitorOptions.DEFAULT,
        TlsOptions.DEFAULT);
  }

  /** The same without its canary. */
  public AppRoutes withoutCanary(String reason) {
    return new AppRoutes(
        app,
        index,
        hosts,
        0,
        stable1,
        stable2,
        new SlotRoute.Closed(reason),
        stickiness,
        manualChoice,
        interruption,
        visitors,
        tls);
  }

  /** The same for people to see: without what tells how access is guarded. */
  public AppRoutes shown() {
    return new AppRoutes(
        app,
        index,
        hosts,
        canaryPercent,
        stable1,
        stable2,
        canary,
        stickiness,
        manualChoice,
        interruption,
        visitors.shown(),
        tls);
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

  /**
   * Whether public requests may reach the canary at all: by their share, because they ask for it by
   * name, or because who may see it sees nothing else. Without a stable member they may not: nobody
   * could answer for it.
   */
  public boolean reachesCanary() {
    return canary instanceof SlotRoute.Open
        && !stableMembers().isEmpty()
        && (canaryPercent > 0 || manualChoice || visitors.access().alwaysCanary());
  }
}
