package dev.aviary.balancer.proxy.accept;

import dev.aviary.balancer.access.PasswordChecks;
import dev.aviary.balancer.accesslog.AccessLog;
import dev.aviary.balancer.account.BalancerId;
import dev.aviary.balancer.certificate.ChallengeAnswers;
import dev.aviary.balancer.client.ClientLimiter;
import dev.aviary.balancer.http.Via;
import dev.aviary.balancer.proxy.connection.StalledClients;
import dev.aviary.balancer.proxy.exchange.HttpsRedirect;
import dev.aviary.balancer.proxy.exchange.PreRoutingChecks;
import dev.aviary.balancer.proxy.loop.DataPathSettings;
import dev.aviary.balancer.proxy.loop.LoopContext;
import dev.aviary.balancer.route.CurrentTable;
import dev.aviary.balancer.tls.ServedHosts;
import dev.aviary.balancer.trace.RequestTracer;
import dev.aviary.contract.trace.Traces;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/** The data path on all event loops. */
@Singleton
public final class ProxyLoops {
  private final IdentityHashMap<EventLoop, ProxyLoop> loops = new IdentityHashMap<>();

  ProxyLoops(
      Transport transport,
      CurrentTable table,
      DataPathSettings settings,
      ClientLimiter limiter,
      AccessLog accessLog,
      ServedHosts hosts,
      ChallengeAnswers challenges,
      ListenSettings listen,
      PasswordChecks passwords,
      Traces traces,
      BalancerId id) {
    var via = new Via(id.toString());
    int tlsPort = listen.tlsPort();
    var stalled = new StalledClients(settings.clients().stalled());
    for (EventExecutor executor : transport.group()) {
      var loop = (EventLoop) executor;
      var context = new LoopContext(loop, settings);
      loops.put(
          loop,
          new ProxyLoop(
              context,
              table,
              new PreRoutingChecks(
                  limiter,
                  via,
                  context.random(),
                  challenges,
                  new HttpsRedirect(hosts, table, tlsPort)),
              accessLog.buffer(),
              passwords,
              transport::clientChannel,
              stalled,
              hosts,
              RequestTracer.of(traces, context.random())));
    }
    onEach(ProxyLoop::start);
  }

  ProxyLoop of(EventLoop loop) {
    return Objects.requireNonNull(loops.get(loop), "the loop is one of the traffic group");
  }

  /**
   * Returns when every event loop has run a task that was posted after this call: every request
   * that read the old table is then counted at its container.
   */
  public void pass() {
    onEach(ProxyLoop::passTable);
  }

  /** Nanoseconds since the last scan of the event loop that scanned least recently. */
  public long heldUp() {
    long now = System.nanoTime();
    return loops.values().stream().mapToLong(each -> now - each.scannedAt()).max().orElse(0);
  }

  /** Open connections of clients, over all event loops. */
  int clients() {
    return sum(ProxyLoop::clients);
  }

  /** Of these, the ones that were open when {@link #drain()} was called. */
  int oldClients() {
    return sum(ProxyLoop::oldClients);
  }

  private int sum(ToIntFunction<ProxyLoop> counted) {
    var counts = new ArrayList<Future<Integer>>();
    for (ProxyLoop each : loops.values()) {
      counts.add(each.loop().submit(() -> counted.applyAsInt(each)));
    }
    int sum = 0;
    for (Future<Integer> count : counts) {
      sum += count.syncUninterruptibly().getNow();
    }
    return sum;
  }

  /** Every answer from now on is the last one on its connection. */
  void drain() {
    onEach(ProxyLoop::startDraining);
  }

  /** Closes each connection of a client as soon as no request is on it. */
  void closeIdle() {
    onEach(ProxyLoop::drainClients);
  }

  /** Of these, the ones that were open when {@link #drain()} was called. */
  void closeIdleOld() {
    onEach(ProxyLoop::drainOldClients);
  }

  void closeAll() {
    onEach(ProxyLoop::closeAll);
  }

  /** Runs the action on every event loop; must not be called from one. */
  private void onEach(Consumer<ProxyLoop> action) {
    List<Future<?>> done = new ArrayList<>();
    loops.values().forEach(each -> done.add(each.loop().submit(() -> action.accept(each))));
    done.forEach(Future::syncUninterruptibly);
  }
}
