package dev.aviary.balancer.proxy.accept;

import dev.aviary.balancer.proxy.exchange.BuilderRoute;
import dev.aviary.balancer.proxy.exchange.EntryPoint;
import dev.aviary.balancer.proxy.exchange.TriggerPort;
import dev.aviary.balancer.proxy.exchange.TriggerSettings;
import dev.aviary.balancer.route.AppRoutes;
import dev.aviary.balancer.route.ConsoleHost;
import dev.aviary.balancer.route.RouteTable;
import dev.aviary.contract.app.Slot;
import io.netty.channel.Channel;
import io.netty.handler.ssl.OpenSsl;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open ports: the public port, the TLS port while an app or the console wants TLS, the port
 * that CI calls, and one port for each slot of an app.
 */
@Singleton
public final class Listeners {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private final Acceptor acceptor;
  private final ListeningSockets sockets;
  private final ListenSettings settings;
  private final TriggerSettings trigger;
  private final BuilderRoute builder;
  private final ConsoleHost console;
  private @Nullable Channel publicPort;
  private @Nullable Channel triggerPort;
  private @Nullable Channel tlsPort;
  private final Map<Integer, SlotListener> slots = new HashMap<>();
  private boolean closed;

  Listeners(
      Acceptor acceptor,
      ListeningSockets sockets,
      ListenSettings settings,
      TriggerSettings trigger,
      BuilderRoute builder,
      ConsoleHost console) {
    this.console = console;
    this.acceptor = acceptor;
    this.sockets = sockets;
    this.settings = settings;
    this.trigger = trigger;
    this.builder = builder;
  }

  /** Opens the public port; it stays open until {@link #close()}. */
  public synchronized void open() {
    publicPort = acceptor.listen(settings.host(), settings.port(), new EntryPoint.Public());
    LOG.atInfo().addKeyValue("address", publicPort.localAddress()).log("Opened the public port");
    openTrigger();
    sockets.accept();
  }

  /** Whether connections that this balancer does not accept wait for its successor. */
  boolean kept() {
    return sockets.kept();
  }

  /** Whether another balancer accepts on the same ports. */
  boolean othersAccept() {
    return sockets.othersAccept();
  }

  /**
   * Opens and closes slot ports as apps come and go, and the TLS port as they want it. A taken port
   * is tried again with the next table.
   */
  public synchronized void follow(RouteTable table) {
    if (closed) {
      return;
    }
    followTls(
        console.beside(table) != null || table.apps().stream().anyMatch(app -> app.tls().on()));
    Map<Integer, EntryPoint.SlotPort> wanted = wanted(table);
    slots.entrySet().removeIf(entry -> closedUnless(entry.getValue(), wanted.get(entry.getKey())));
    wanted.forEach((port, entryPoint) -> {
      if (!slots.containsKey(port)) {
        open(port, entryPoint);
      }
    });
  }

  private void followTls(boolean wanted) {
    if (!wanted && tlsPort != null) {
      sockets.close(tlsPort);
      tlsPort = null;
      LOG.atInfo().addKeyValue("port", settings.tlsPort()).log("Closed the TLS port");
    } else if (wanted && tlsPort == null) {
      openTls();
    }
  }

  private void openTls() {
    try {
      OpenSsl.ensureAvailability();
      tlsPort = acceptor.listenTls(settings.host(), settings.tlsPort());
      LOG.atInfo().addKeyValue("address", tlsPort.localAddress()).log("Opened the TLS port");
    } catch (Exception | UnsatisfiedLinkError e) {
      LOG.atError()
          .addKeyValue("port", settings.tlsPort())
          .addKeyValue("reason", e.getMessage())
          .log("Could not open the TLS port; trying again with the next table");
    }
  }

  /** A taken port is logged and not fatal: visitors do not need this port. */
  private void openTrigger() {
    if (trigger.port() == 0) {
      return;
    }
    try {
      triggerPort =
          acceptor.listen(trigger.host(), trigger.port(), new TriggerPort(trigger, builder));
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
    sockets.leave();
    close(publicPort);
    close(triggerPort);
    close(tlsPort);
    slots.values().forEach(listener -> close(listener.channel()));
    slots.clear();
  }

  private static void close(@Nullable Channel channel) {
    if (channel != null) {
      channel.close().syncUninterruptibly();
    }
  }

  private Map<Integer, EntryPoint.SlotPort> wanted(RouteTable table) {
    var wanted = new HashMap<Integer, EntryPoint.SlotPort>();
    for (AppRoutes app : table.apps()) {
      for (Slot slot : Slot.values()) {
        wanted.putIfAbsent(
            slot.port(settings.slotPortBase(), app.index()),
            new EntryPoint.SlotPort(app.app(), slot));
      }
    }
    return wanted;
  }

  private boolean closedUnless(SlotListener listener, EntryPoint.@Nullable SlotPort wanted) {
    if (listener.entryPoint().equals(wanted)) {
      return false;
    }
    sockets.close(listener.channel());
    return true;
  }

  private void open(int port, EntryPoint.SlotPort entryPoint) {
    try {
      slots.put(
          port,
          new SlotListener(entryPoint, acceptor.listen(settings.slotHost(), port, entryPoint)));
    } catch (Exception e) {
      LOG.atError()
          .addKeyValue("port", port)
          .addKeyValue("app", entryPoint.app())
          .addKeyValue("slot", entryPoint.slot().id())
          .addKeyValue("reason", e.getMessage())
          .log("Could not open a slot's port; trying again with the next table");
    }
  }

  private record SlotListener(EntryPoint.SlotPort entryPoint, Channel channel) {}
}
