package dev.aviary.benchmark.proxy;

import dev.aviary.benchmark.load.Latencies;
import dev.aviary.system.stack.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** nghttp2's h2load: HTTP/2 over TLS, so many streams at a time on each connection. */
final class H2Load implements LoadTool {
  /** The balancer's default, and what most clients ask at most. */
  static final int STREAMS = 100;

  private final Path log;

  H2Load(Path folder) {
    this.log = folder.resolve("h2load.log");
  }

  @Override
  public ProxyRun run(ProxyCase asked, MeasuredProxy peer, int seconds) {
    Cpu before = peer.daemon().cpu();
    String said =
        Shell.run(
            "h2load",
            "--threads=1",
            "--clients=" + asked.connections(),
            "--max-concurrent-streams=" + STREAMS,
            "--duration=" + seconds,
            "--log-file=" + log,
            "--connect-to=127.0.0.1:" + peer.port(),
            "https://" + ServerCertificate.HOST + ":" + peer.port() + asked.path());
    Cpu used = peer.daemon().cpu().since(before);
    try (var lines = Files.lines(log)) {
      var latencies = new Latencies();
      // The start, the status, and the time to the end of the answer, us.
      lines
          .map(line -> line.split("\t", -1))
          .filter(columns -> columns[1].equals("200"))
          .forEach(
              columns -> latencies.add(TimeUnit.MICROSECONDS.toNanos(Long.parseLong(columns[2]))));
      Files.delete(log);
      return new ProxyRun(
          used.per(latencies.count()),
          (double) latencies.count() / seconds,
          (long) latencies.micros(0.5),
          (long) latencies.micros(0.99),
          (long) latencies.micros(0.999),
          peer.daemon().residentMegabytes(),
          figure(said, "failed") + figure(said, "errored"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of the line {@code requests: 10 total, 10 started, ... 0 failed, 0 errored, 0 timeout}. */
  private static long figure(String said, String name) {
    return said.lines()
        .filter(line -> line.startsWith("requests: "))
        .flatMap(line -> Arrays.stream(line.substring(10).split(", ", -1)))
        .filter(part -> part.endsWith(" " + name))
        .mapToLong(part -> Long.parseLong(part.split(" ", -1)[0]))
        .findFirst()
        .orElseThrow();
  }
}
