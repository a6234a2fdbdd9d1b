package dev.aviary.builder.engine;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A TCP socket on which a program waits for connections.
 *
 * @param loopback whether only programs in the same container can reach it
 */
public record ListeningSocket(int port, boolean loopback) {
  /** A line of {@code /proc/net/tcp} or {@code tcp6} (proc(5)): {@code 0A} is LISTEN. */
  private static final Pattern LINE =
      Pattern.compile("^\\s*\\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) [0-9A-F]+:0000 0A ");

  /** Docker's own server of names in a container: 127.0.0.11. */
  private static final String NAMES = "0B00007F";

  /** Addresses are written in words of the machine's order: the last byte of 127.x.y.z is first. */
  private static final Pattern LOOPBACK =
      Pattern.compile("[0-9A-F]{6}7F|0{24}01000000|0{16}FFFF0000[0-9A-F]{6}7F");

  /** Those that a container's tables of sockets name; nothing when the text holds no such table. */
  static Optional<List<ListeningSocket>> parse(String tables) {
    return tables.contains("local_address")
        ? Optional.of(
            tables
                .lines()
                .map(LINE::matcher)
                .filter(Matcher::find)
                .filter(line -> !line.group(1).equals(NAMES))
                .map(line ->
                    new ListeningSocket(
                        Integer.parseInt(line.group(2), 16),
                        LOOPBACK.matcher(line.group(1)).matches()))
                .distinct()
                .toList())
        : Optional.empty();
  }
}
