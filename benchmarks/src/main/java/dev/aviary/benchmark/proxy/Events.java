package dev.aviary.benchmark.proxy;

import dev.aviary.benchmark.load.Latencies;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Reads one stream of events through a proxy. Both ends run on one clock. */
final class Events {
  private Events() {}

  /** How long each event took. */
  static Latencies read(int port) {
    var latencies = new Latencies();
    var address = URI.create("http://127.0.0.1:" + port + "/events");
    try (var in =
        new BufferedReader(
            new InputStreamReader(address.toURL().openStream(), StandardCharsets.US_ASCII))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("data: ")) {
          latencies.add(System.nanoTime() - Long.parseLong(line.substring(6)));
        }
      }
      return latencies;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
