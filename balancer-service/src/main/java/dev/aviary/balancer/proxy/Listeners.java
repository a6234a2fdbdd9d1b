package dev.aviary.balancer.proxy;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.route.AppRoutes;
import dev.aviary.contract.route.RouteTable;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The public port, the one that CI calls, and one port a slot that comes and goes with its app. */
@Singleton
public final class Listeners {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private final Acceptor acceptor;
  private final ListenSettings settings;
  private final TriggerSettings trigger;
  private @Nullable Channel triggerPort;
  private final Map<Integer, SlotListener> slots = new HashMap<>();
  private boolean closed;

  Listeners(Acceptor acceptor, ListenSettings settings, TriggerSettings trigger) {
    this.acceptor = acceptor;
    this.settings = settings;
    this.trigger = trigger;
  }

  /** Opens the public port; it stays open until {@link #close()}. */
  public synchronized Channel open() {
    Channel channel = acceptor.listen(settings.host(), settings.port(), new Entrance.Public());
    LOG.atInfo().addKeyValue("address", channel.localAddress()).log("Opened the public port");
    openTrigger();
    return channel;
  }

  /** Opens and closes slot ports as apps come and go. A port that is taken is tried again later. */
  public synchronized void follow(RouteTable table) {
    if (closed) {
      return;
    }
    Map<Integer, Entrance.SlotPort> wanted = wanted(table);
    slots.entrySet().removeIf(entry -> closedUnless(entry.getValue(), wanted.get(entry.getKey())));
    wanted.forEach((port, entrance) -> {
      if (!slots.containsKey(port)) {
        open(port, entrance);
      }
    });
  }

  /** What CI calls can wait for a port that is taken; what visitors ask for cannot. */
  private void openTrigger() {
    if (trigger.port() == 0) {
      return;
    }
    try {
      triggerPort = acceptor.listen(trigger.host(), trigger.port(), new TriggerPort(trigger));
      LOG.atInfo().addKeyValue("port", trigger.port()).log("Opened the port that CI calls");
    } catch (Exception e) {
      LOG.atError()
          .addKeyValue("port", trigger.port())
          .addKeyValue("reason", e.getMessage())
          .log("Could not open the port that CI calls; free it and restart the balancer");
    }
  }

  /** Takes no further connections. */
  public synchronized void close() {
    closed = true;
    if (triggerPort != null) {
      triggerPort.close().syncUninterruptibly();
    }
    slots.values().forEach(listener -> listener.channel().close().syncUninterruptibly());
    slots.clear();
  }

  private Map<Integer, Entrance.SlotPort> wanted(RouteTable table) {
    var wanted = new HashMap<Integer, Entrance.SlotPort>();
    for (AppRoutes app : table.apps()) {
      for (Slot slot : Slot.values()) {
        wanted.putIfAbsent(
            slot.port(settings.slotPortBase(), app.index()),
            new Entrance.SlotPort(app.app(), slot));
      }
    }
    return wanted;
  }

  private static boolean closedUnless(SlotListener listener, Entrance.@Nullable SlotPort wanted) {
    if (listener.entrance().equals(wanted)) {
      return false;
    }
    listener.channel().close().syncUninterruptibly();
    return true;
  }

  private void open(int port, Entrance.SlotPort entrance) {
    try {
      slots.put(
          port, new SlotListener(entrance, acceptor.listen(settings.slotHost(), port, entrance)));
    } catch (Exception e) {
      LOG.atError()
          .addKeyValue("port", port)
          .addKeyValue("app", entrance.app())
          .addKeyValue("slot", entrance.slot().id())
          .addKeyValue("reason", e.getMessage())
          .log("Could not open a slot's port; trying again with the next table");
    }
  }

  private record SlotListener(Entrance.SlotPort entrance, Channel channel) {}
}
