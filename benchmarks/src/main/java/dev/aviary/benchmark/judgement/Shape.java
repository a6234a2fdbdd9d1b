package dev.aviary.benchmark.judgement;

/** What the simulated traffic and its answer times do over the hour. */
enum Shape {
  STEADY("steady"),
  DIURNAL("a day in an hour, from 20 to 180 %"),
  BURSTS("bursts of eight times the traffic"),
  SLOW_START("canary three times as slow at its start"),
  AUTOCORRELATED("autocorrelated latency"),
  SLOW_HOST("host three times as slow for ten minutes");

  private final String words;

  Shape(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
