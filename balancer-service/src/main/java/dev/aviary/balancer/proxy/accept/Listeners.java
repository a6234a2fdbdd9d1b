package dev.aviary.balancer.proxy.accept;

import dev.aviary.balancer.proxy.exchange.BuilderRoute;
import dev.aviary.balancer.proxy.exchange.EntryPoint;
import dev.aviary.balancer.proxy.exchange.TriggerPort;
import dev.aviary.balancer.proxy.exchange.TriggerSettings;
import dev.aviary.balancer.route.AppRoutes;
import dev.aviary.balancer.route.ConsoleHost;
import dev.aviary.balancer.route.RouteTable;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import io.netty.channel.Channel;
import io.netty.handler.ssl.OpenSsl;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open ports: the public port, the TLS port while an app or the console wants TLS, the port
 * that CI calls, and one port for each slot of an app. Without the public port the balancer does
 * not start; any other one that is taken is tried again each second.
 */
@Singleton
public final class Listeners {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
  private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

  private final Acceptor acceptor;
  private final ListeningSockets sockets;
  private final ListenSettings settings;
  private final TriggerSettings trigger;
  private final BuilderRoute builder;
  private final ConsoleHost console;
  private final TakenPorts taken;
  private final BackgroundLoop retries;
  private @Nullable Channel publicPort;
  private @Nullable Channel triggerPort;
  private @Nullable Channel tlsPort;
  private final Map<Integer, SlotListener> slots = new HashMap<>();
  private @Nullable RouteTable followed;
  private boolean closed;

  Listeners(
      Acceptor acceptor,
      ListeningSockets sockets,
      ListenSettings settings,
      TriggerSettings trigger,
      BuilderRoute builder,
      ConsoleHost console,
      TakenPorts taken,
      BackgroundLoops loops) {
    this.console = console;
    this.taken = taken;
    this.retries = loops.make("taken-ports", RETRY_PAUSE, this::retry);
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
    retries.start();
  }

  private synchronized void retry() {
    if (closed || taken.reasons().isEmpty()) {
      return;
    }
    if (triggerPort == null) {
      openTrigger();
    }
    if (followed != null) {
      follow(followed);
    }
  }

  /** Whether connections that this balancer does not accept wait for its successor. */
  boolean kept() {
    return sockets.kept();
  }

  /** Whether another balancer accepts on the same ports. */
  boolean othersAccept() {
    return sockets.othersAccept();
  }

  /** Opens and closes slot ports as apps come and go, and the TLS port as they want it. */
  public synchronized void follow(RouteTable table) {
    if (closed) {
      return;
    }
    followed = table;
    followTls(
        console.beside(table) != null || table.apps().stream().anyMatch(app -> app.tls().on()));
    Map<Integer, EntryPoint.SlotPort> wanted = wanted(table);
    slots.entrySet().removeIf(entry -> closedUnless(entry.getValue(), wanted.get(entry.getKey())));
    taken.reasons().keySet().stream()
        .filter(port -> port != settings.tlsPort() && port != trigger.port())
        .filter(port -> !wanted.containsKey(port))
        .forEach(taken::forget);
    wanted.forEach((port, entryPoint) -> {
      if (!slots.containsKey(port)) {
        open(port, entryPoint);
      }
    });
  }

  private void followTls(boolean wanted) {
    if (!wanted) {
      taken.forget(settings.tlsPort());
    }
    if (!wanted && tlsPort != null) {
      sockets.close(tlsPort);
      tlsPort = null;
      LOG.atInfo().addKeyValue("port", settings.tlsPort()).log("Closed the TLS port");
    } else if (wanted && tlsPort == null) {
      tlsPort = taken.open(settings.tlsPort(), "TLS", this::listenTls);
    }
  }

  private Channel listenTls() {
    OpenSsl.ensureAvailability();
    Channel opened = acceptor.listenTls(settings.host(), settings.tlsPort());
    LOG.atInfo().addKeyValue("address", opened.localAddress()).log("Opened the TLS port");
    return opened;
  }

  private void openTrigger() {
    if (trigger.port() != 0) {
      triggerPort = taken.open(trigger.port(), "CI", this::listenTrigger);
    }
  }

  private Channel listenTrigger() {
    Channel opened =
        acceptor.listen(trigger.host(), trigger.port(), new TriggerPort(trigger, builder));
    LOG.atInfo().addKeyValue("port", trigger.port()).log("Opened the port that CI calls");
    return opened;
  }

  /** Takes no further connections. */
  public void close() {
    retries.close();
    closeAll();
  }

  private synchronized void closeAll() {
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
    Channel channel =
        taken.open(
            port,
            entryPoint.app() + " " + entryPoint.slot().id(),
            () -> acceptor.listen(settings.slotHost(), port, entryPoint));
    if (channel != null) {
      slots.put(port, new SlotListener(entryPoint, channel));
    }
  }

  private record SlotListener(EntryPoint.SlotPort entryPoint, Channel channel) {}
}
