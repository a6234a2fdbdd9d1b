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
public final class ClientConnections implements OpenConnection.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(ClientConnections.class);

  private final LoopContext loop;
  private final StalledClients stalled;
  private final Runnable onOpen;
  private final Set<OpenConnection> open = new HashSet<>();
  private final Set<OpenConnection> remembered = new HashSet<>();
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

  /** Handles a connection that becomes active. */
  public void handle(
      SocketChannel channel, Peer peer, EntryPoint entryPoint, ExchangeContext context) {
    if (entryPoint.offersHttp2() && loop.settings().http2().cleartext()) {
      new PrefaceCheck(
              this,
              loop,
              entryPoint,
              channel,
              http2 -> take(channel, peer, entryPoint, context, http2))
          .open();
    } else {
      new Http1Connection(this, context, entryPoint, channel, peer).open();
    }
  }

  /**
   * Handles a connection that is active, in the protocol that it was found to speak.
   *
   * @param http2 whether that is HTTP/2
   */
  public void take(
      SocketChannel channel,
      Peer peer,
      EntryPoint entryPoint,
      ExchangeContext context,
      boolean http2) {
    if (http2) {
      new MultiplexedConnectionBuilder(this, context, entryPoint, channel, peer).build().takeOver();
    } else {
      new Http1Connection(this, context, entryPoint, channel, peer).takeOver();
    }
  }

  @Override
  public void opened(OpenConnection client) {
    onOpen.run();
    open.add(client);
  }

  @Override
  public void closed(OpenConnection client) {
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
  private void tick(OpenConnection client) {
    try {
      client.tick(loop.now());
    } catch (RuntimeException e) {
      FaultLog.report(e);
      client.abort();
    }
  }

  /** Of too many clients whose bytes do not move, cuts off those that have been so for longest. */
  private void cutStalled() {
    int now = open.stream().mapToInt(OpenConnection::stalled).sum();
    int excess = stalled.counted(stalledHere, now);
    stalledHere = now;
    if (excess > 0) {
      LOG.atWarn()
          .addKeyValue("clients", cut(excess))
          .addKeyValue("stalled", now)
          .log("Closed client connections: the client or its backend read too slowly");
    }
  }

  /** Cuts off clients until so much less is held for them; returns how many. */
  private int cut(int excess) {
    List<OpenConnection> longestFirst =
        open.stream()
            .filter(client -> client.stalled() > 0)
            .sorted(Comparator.comparingLong(client -> client.movedAt() - loop.now()))
            .toList();
    int clients = 0;
    int left = excess;
    while (left > 0 && clients < longestFirst.size()) {
      OpenConnection client = longestFirst.get(clients++);
      left -= client.stalled();
      client.abort();
    }
    return clients;
  }

  /** Remembers which connections are open. */
  public void remember() {
    remembered.addAll(open);
  }

  /** How many of the connections that were remembered are open still. */
  public int remembered() {
    return remembered.size();
  }

  /** Closes each of them as soon as no request is on it. */
  public void drainRemembered() {
    List.copyOf(remembered).forEach(OpenConnection::drain);
  }

  /** Closes each connection as soon as no request is on it. */
  public void drain() {
    List.copyOf(open).forEach(OpenConnection::drain);
  }

  /** Resets all connections. */
  public void abortAll() {
    List.copyOf(open).forEach(OpenConnection::abort);
  }
}
