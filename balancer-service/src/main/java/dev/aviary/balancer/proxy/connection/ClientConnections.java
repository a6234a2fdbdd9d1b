package dev.aviary.balancer.proxy.connection;

import dev.aviary.balancer.client.Peer;
import dev.aviary.balancer.proxy.exchange.EntryPoint;
import dev.aviary.balancer.proxy.exchange.ExchangeContext;
import dev.aviary.balancer.proxy.loop.FaultLog;
import dev.aviary.balancer.proxy.loop.LoopContext;
import io.netty.channel.socket.SocketChannel;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open connections of clients on one event loop. */
public final class ClientConnections implements ClientConnection.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(ClientConnections.class);

  private final LoopContext loop;
  private final StalledClients stalled;
  private final Runnable onOpen;
  private final Set<ClientConnection> open = new HashSet<>();
  private final Set<ClientConnection> remembered = new HashSet<>();
  private int stalledHere;

  /**
   * @param stalled shared by all event loops
   * @param onOpen called before each new connection is added
   */
  public ClientConnections(LoopContext loop, StalledClients stalled, Runnable onOpen) {
    this.loop = loop;
    this.stalled = stalled;
    this.onOpen = onOpen;
  }

  /** Handles a connection from now on. */
  public void handle(
      SocketChannel channel, Peer peer, EntryPoint entryPoint, ExchangeContext context) {
    new ClientConnection(this, context, entryPoint, channel, peer).open();
  }

  @Override
  public void opened(ClientConnection client) {
    onOpen.run();
    open.add(client);
  }

  @Override
  public void closed(ClientConnection client) {
    open.remove(client);
    remembered.remove(client);
  }

  public int count() {
    return open.size();
  }

  /** Ends what waits for too long. */
  public void tick() {
    List.copyOf(open).forEach(this::tick);
    cutStalled();
  }

  /** A fault of one connection does not keep the others from their deadlines. */
  private void tick(ClientConnection client) {
    try {
      client.tick(loop.now());
    } catch (RuntimeException e) {
      FaultLog.report(e);
      client.abort();
    }
  }

  /** Of too many clients whose bytes do not move, cuts off those that have been so for longest. */
  private void cutStalled() {
    int now = (int) open.stream().filter(ClientConnection::stalled).count();
    int excess = stalled.counted(stalledHere, now);
    stalledHere = now;
    if (excess > 0) {
      open.stream()
          .filter(ClientConnection::stalled)
          .sorted(Comparator.comparingLong(client -> client.movedAt() - loop.now()))
          .limit(excess)
          .toList()
          .forEach(ClientConnection::abort);
      LOG.atWarn()
          .addKeyValue("clients", excess)
          .addKeyValue("stalled", now)
          .log("Cut off clients whose bytes nobody took: they themselves, or their backends");
    }
  }

  /** Remembers which connections are open. */
  public void remember() {
    remembered.addAll(open);
  }

  /** How many of the connections that were remembered are open still. */
  public int remembered() {
    return remembered.size();
  }

  /** Closes those of them on which no request is answered. */
  public void closeIdleRemembered() {
    List.copyOf(remembered).forEach(ClientConnection::closeIfIdle);
  }

  /** Closes the connections on which no request is answered. */
  public void closeIdle() {
    List.copyOf(open).forEach(ClientConnection::closeIfIdle);
  }

  /** Resets all connections. */
  public void abortAll() {
    List.copyOf(open).forEach(ClientConnection::abort);
  }
}
