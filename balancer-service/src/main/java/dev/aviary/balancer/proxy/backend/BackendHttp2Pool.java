package dev.aviary.balancer.proxy.backend;

import dev.aviary.balancer.proxy.loop.LoopContext;
import dev.aviary.balancer.route.Backend;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP/2 connections of one event loop to backends. The oldest one that has room is used, and
 * requests wait together for one that is being made, so that there are as few as suffice.
 */
final class BackendHttp2Pool implements BackendHttp2Connection.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(BackendHttp2Pool.class);

  private final LoopContext loop;
  private final Supplier<Bootstrap> bootstrap;
  private final Map<Backend, Connections> all = new HashMap<>();

  /** Of one backend: those that take requests, and how many the last one took at a time. */
  private static final class Connections {
    private final List<BackendHttp2Connection> open = new ArrayList<>(1);
    private int room = BackendHttp2Connection.MOST_STREAMS;
  }

  BackendHttp2Pool(LoopContext loop, Supplier<Bootstrap> bootstrap) {
    this.loop = loop;
    this.bootstrap = bootstrap;
  }

  /**
   * Acquires a stream and tells the listener.
   *
   * @param fresh only a connection that no request was sent on will do
   */
  void acquire(Backend backend, boolean fresh, ConnectListener listener) {
    Connections known = all.computeIfAbsent(backend, key -> new Connections());
    for (BackendHttp2Connection each : known.open) {
      if (!fresh && each.hasRoom()) {
        listener.connected(each.channel());
        return;
      }
    }
    for (BackendHttp2Connection each : known.open) {
      if (each.connecting() && each.waiting() < known.room) {
        each.await(listener);
        return;
      }
    }
    BackendHttp2Connection made = connect(backend);
    made.await(listener);
    known.open.add(made);
  }

  private BackendHttp2Connection connect(Backend backend) {
    BackendHttp2Connection made = new BackendHttp2Builder(loop, backend, this).build();
    bootstrap
        .get()
        .option(ChannelOption.AUTO_CLOSE, true)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(made);
              }
            })
        .connect(backend.address())
        .addListener((ChannelFuture done) -> loop.loop().execute(() -> connected(done, made)));
    return made;
  }

  private static void connected(ChannelFuture done, BackendHttp2Connection made) {
    if (!done.isSuccess() && made.connecting()) {
      // Netty throws this when the process has no file descriptor left for a socket.
      made.connectFailed(
          done.cause() instanceof ChannelException
              ? ConnectListener.Failure.NO_SOCKET
              : ConnectListener.Failure.NO_CONNECTION);
    }
  }

  @Override
  public void settled(BackendHttp2Connection connection, List<ConnectListener> waiting) {
    Backend backend = connection.backend();
    backend.sawUp();
    backend.fault(null);
    Connections known = all.computeIfAbsent(backend, key -> new Connections());
    known.room = Math.max(1, connection.room());
    boolean none = !connection.hasRoom();
    for (ConnectListener each : waiting) {
      if (connection.hasRoom()) {
        each.connected(connection.channel());
      } else if (none) {
        each.connectFailed(ConnectListener.Failure.NO_CONNECTION);
      } else {
        acquire(backend, false, each);
      }
    }
  }

  @Override
  public void failed(
      BackendHttp2Connection connection,
      List<ConnectListener> waiting,
      ConnectListener.Failure failure,
      String why) {
    if (failure == ConnectListener.Failure.NO_HTTP2) {
      tell(connection.backend(), why);
    }
    waiting.forEach(each -> each.connectFailed(failure));
  }

  private static void tell(Backend backend, String why) {
    String fault =
        why
            + ", and its settings say protocol h2c; let it take HTTP/2 without TLS, or set protocol"
            + " to http/1.1 and deploy again";
    if (backend.fault(fault)) {
      LOG.atWarn()
          .addKeyValue("release", backend.member().release())
          .addKeyValue("container", backend.member().container())
          .addKeyValue("reason", fault)
          .log("A container does not speak HTTP/2");
    }
  }

  @Override
  public void left(BackendHttp2Connection connection) {
    Connections known = all.get(connection.backend());
    if (known != null) {
      known.open.remove(connection);
    }
  }

  /** Lets connections to containers without routes end. */
  void closeUnrouted() {
    all.forEach((backend, known) -> {
      if (!backend.routed()) {
        List.copyOf(known.open).forEach(BackendHttp2Connection::leave);
      }
    });
    all.keySet().removeIf(backend -> !backend.routed());
  }

  boolean isEmpty() {
    return all.values().stream().allMatch(known -> known.open.isEmpty());
  }

  void closeIdleSince(long then) {
    for (Connections known : all.values()) {
      List.copyOf(known.open).stream()
          .filter(each -> each.idle() && each.idleSince() - then < 0)
          .forEach(BackendHttp2Connection::leave);
    }
  }

  void close() {
    all.values().forEach(known -> List.copyOf(known.open).forEach(BackendHttp2Connection::close));
    all.clear();
  }
}
