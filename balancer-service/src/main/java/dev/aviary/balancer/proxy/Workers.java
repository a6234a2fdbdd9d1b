package dev.aviary.balancer.proxy;

import dev.aviary.balancer.accesslog.AccessLog;
import dev.aviary.balancer.account.BalancerId;
import dev.aviary.balancer.client.Doorkeeper;
import dev.aviary.balancer.http.Via;
import dev.aviary.balancer.route.CurrentTable;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** All event loops' workers. */
@Singleton
public final class Workers {
  private final IdentityHashMap<EventLoop, Worker> workers = new IdentityHashMap<>();

  Workers(
      Transport transport,
      CurrentTable table,
      Settings settings,
      Doorkeeper door,
      AccessLog accessLog,
      BalancerId id) {
    var via = new Via(id.toString());
    var stalled = new StalledClients(settings.clients().stalled());
    for (EventExecutor executor : transport.group()) {
      var loop = (EventLoop) executor;
      workers.put(
          loop,
          new Worker(
              loop,
              table,
              settings,
              door,
              via,
              accessLog.buffer(),
              transport::clientChannel,
              stalled));
    }
    onEach(Worker::start);
  }

  Worker of(EventLoop loop) {
    return Objects.requireNonNull(workers.get(loop), "the loop is one of the traffic group");
  }

  /**
   * Returns when every event loop has run a task that was posted after this call: every request
   * that read the table before is registered with the container that it chose.
   */
  public void pass() {
    onEach(Worker::passTable);
  }

  /** Nanoseconds since the event loop that was held up for longest ran its last scan. */
  public long heldUp() {
    long now = System.nanoTime();
    return workers.values().stream().mapToLong(each -> now - each.scannedAt()).max().orElse(0);
  }

  /** Requests and idle connections of clients, over all event loops. */
  int clients() {
    var counts = new ArrayList<Future<Integer>>();
    for (Worker worker : workers.values()) {
      counts.add(worker.loop().submit(worker::clients));
    }
    int sum = 0;
    for (Future<Integer> count : counts) {
      sum += count.syncUninterruptibly().getNow();
    }
    return sum;
  }

  /**
   * All loops know of it before the first client notices: whoever sees an idle connection close
   * gets no answer any more that offers to keep another one open.
   */
  void drain() {
    onEach(Worker::startDraining);
    onEach(Worker::closeIdleClients);
  }

  void closeAll() {
    onEach(Worker::closeAll);
  }

  /** Runs the action on every event loop; must not be called from one. */
  private void onEach(Consumer<Worker> action) {
    List<Future<?>> done = new ArrayList<>();
    workers.values().forEach(worker -> done.add(worker.loop().submit(() -> action.accept(worker))));
    done.forEach(Future::syncUninterruptibly);
  }
}
