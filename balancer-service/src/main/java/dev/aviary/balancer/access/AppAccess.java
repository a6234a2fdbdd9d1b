package dev.aviary.balancer.access;

import dev.aviary.contract.app.AccessOptions;
import dev.aviary.contract.app.AccessRule;
import dev.aviary.contract.app.Slot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The gates of one app. Immutable. */
public final class AppAccess {
  public static final AppAccess OPEN = new AppAccess(AccessOptions.NONE);

  private final List<Gate> visitors;
  private final List<Gate> stablePorts;
  private final List<Gate> canaryPort;
  private final @Nullable Gate canary;

  public AppAccess(AccessOptions options) {
    AccessRule ports = options.slotPorts();
    AccessRule forCanary = options.canary();
    this.visitors = gates(options.all());
    this.stablePorts = ports == null ? visitors : gates(ports);
    this.canaryPort = ports == null ? gates(options.all(), forCanary) : stablePorts;
    this.canary = forCanary == null ? null : Gate.choosing(forCanary);
  }

  private static List<Gate> gates(@Nullable AccessRule... rules) {
    var gates = new ArrayList<Gate>();
    for (AccessRule rule : rules) {
      if (rule != null && rule.conditional()) {
        gates.add(Gate.refusing(rule));
      }
    }
    return List.copyOf(gates);
  }

  /** What every request on the public port has to pass. */
  public List<Gate> visitors() {
    return visitors;
  }

  /** What every request on a slot's port has to pass. */
  public List<Gate> slotPort(Slot slot) {
    return slot == Slot.CANARY ? canaryPort : stablePorts;
  }

  /** What a request on the public port has to pass to get the canary; null: nothing. */
  public @Nullable Gate canary() {
    return canary;
  }
}
