package dev.aviary.benchmark.proxy;

import java.util.List;

/**
 * What is asked of every proxy in turn.
 *
 * @param connections of the load generator
 * @param words what {@code wrk.lua} is told
 * @param logged the proxies write an access log
 */
record ProxyCase(String name, String path, int connections, List<String> words, boolean logged) {
  static final ProxyCase SMALL = quiet("100 B", "/100", 32);

  static final List<ProxyCase> ALL =
      List.of(
          SMALL,
          quiet("10 kB", "/10k", 32),
          quiet("1 MB", "/1m", 32),
          quiet("100 B, a connection each", "/100", 32, "close"),
          quiet("10 kB upload", "/upload", 32, "upload"),
          quiet("100 B, 1 connection", "/100", 1),
          quiet("100 B, 1000 connections", "/100", 1000),
          new ProxyCase("100 B, access log", "/100", 32, List.of(), true));

  private static ProxyCase quiet(String name, String path, int connections, String... words) {
    return new ProxyCase(name, path, connections, List.of(words), false);
  }
}
