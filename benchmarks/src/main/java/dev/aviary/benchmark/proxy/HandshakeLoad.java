package dev.aviary.benchmark.proxy;

import dev.aviary.benchmark.load.Latencies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Does handshakes of TLS 1.3 with the JDK's client, each with one request on a connection of its
 * own: as many at a time as the case has connections.
 */
final class HandshakeLoad implements LoadTool {
  private static final long AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final SSLContext client;
  private final boolean resumed;
  private final AtomicInteger fresh = new AtomicInteger();

  /**
   * @param resumed each handshake but the first goes on with a session; else all are full ones
   */
  HandshakeLoad(SSLContext client, boolean resumed) {
    this.client = client;
    this.resumed = resumed;
  }

  /** What one thread did. */
  private static final class Tally {
    private final Latencies latencies = new Latencies();
    private long otherwise;
  }

  @Override
  public ProxyRun run(ProxyCase asked, MeasuredProxy peer, int seconds) {
    Cpu before = peer.daemon().cpu();
    long began = System.nanoTime();
    long end = began + TimeUnit.SECONDS.toNanos(seconds);
    var all = new Latencies();
    long otherwise = 0;
    try (var threads = Executors.newFixedThreadPool(asked.connections())) {
      var running = new ArrayList<Future<Tally>>();
      for (int i = 0; i < asked.connections(); i++) {
        int session = fresh.incrementAndGet();
        IntSupplier key = resumed ? () -> session : fresh::incrementAndGet;
        Callable<Tally> work = () -> work(asked, peer.port(), key, end);
        running.add(threads.submit(work));
      }
      for (Future<Tally> each : running) {
        all.addAll(each.get().latencies);
        otherwise += each.get().otherwise;
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
    double lasted = (System.nanoTime() - began) / 1e9;
    Cpu used = peer.daemon().cpu().since(before);
    return new ProxyRun(
        used.per(all.count()),
        all.count() / lasted,
        (long) all.micros(0.5),
        (long) all.micros(0.99),
        (long) all.micros(0.999),
        peer.daemon().residentMegabytes(),
        otherwise);
  }

  private Tally work(ProxyCase asked, int port, IntSupplier key, long end) {
    var tally = new Tally();
    boolean first = true;
    while (System.nanoTime() < end) {
      long began = System.nanoTime();
      if (handshake(asked, port, key.getAsInt()) != (resumed && !first)) {
        tally.otherwise++;
      }
      tally.latencies.add(System.nanoTime() - began);
      if (first && resumed) {
        // A session's age is known to the millisecond.
        LockSupport.parkNanos(AGE_NANOS);
      }
      first = false;
    }
    return tally;
  }

  /**
   * @param session the JDK's client keeps a session for each host and port, and takes the socket's
   *     own port for that: a number that makes another host of it
   * @return whether a session was resumed
   */
  private boolean handshake(ProxyCase asked, int port, int session) {
    long now = System.currentTimeMillis();
    try (var plain = new Socket(InetAddress.getLoopbackAddress(), port);
        var socket =
            (SSLSocket)
                client.getSocketFactory().createSocket(plain, "session-" + session, port, true)) {
      plain.setTcpNoDelay(true);
      // What the server reads; by itself the JDK names no host that has no dot.
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(ServerCertificate.HOST)));
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
              .formatted(asked.path(), ServerCertificate.HOST);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readAllBytes();
      if (!new String(answer, StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 200 ")) {
        throw new IllegalStateException("another answer than 200 on port " + port);
      }
      return socket.getSession().getCreationTime() < now;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
