package dev.aviary.balancer.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What one client sends: bytes, and where they are cut into segments.
 *
 * @param patient stays to see that the balancer ends what never comes to an end
 */
record FuzzCase(long seed, List<byte[]> segments, boolean patient) {

  static FuzzCase of(long seed) {
    var random = new SplittableRandom(seed);
    String message = new Mutator(random).mutate(new Grammar(random).requests());
    var segments = new ArrayList<byte[]>();
    int pieces = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1;
    int from = 0;
    for (int i = 1; i < pieces && from < message.length(); i++) {
      int to = from + 1 + random.nextInt(message.length() - from);
      segments.add(message.substring(from, to).getBytes(StandardCharsets.ISO_8859_1));
      from = to;
    }
    segments.add(message.substring(from).getBytes(StandardCharsets.ISO_8859_1));
    return new FuzzCase(seed, segments, random.nextInt(100) == 0);
  }

  /** How the bytes read by the letter: requests, and at last something else. */
  List<Reading> readings() {
    byte[] bytes = text().getBytes(StandardCharsets.ISO_8859_1);
    var reader = new StrictReader(new ByteArrayInputStream(bytes));
    var readings = new ArrayList<Reading>();
    try {
      do {
        readings.add(reader.next());
      } while (readings.getLast() instanceof Reading.Request request && !request.last());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return readings;
  }

  String text() {
    var text = new StringBuilder();
    segments.forEach(bytes -> text.append(new String(bytes, StandardCharsets.ISO_8859_1)));
    return text.toString();
  }

  @Override
  public String toString() {
    var shown = new StringBuilder("seed " + seed + ": ");
    text()
        .chars()
        .forEach(c ->
            shown.append(
                switch (c) {
                  case '\r' -> "\\r";
                  case '\n' -> "\\n\n  ";
                  default -> c < ' ' || c > '~' ? "\\x%02x".formatted(c) : String.valueOf((char) c);
                }));
    return shown.toString();
  }
}
