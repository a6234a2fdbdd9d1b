package dev.aviary.benchmark.judgement;

/** What the simulated traffic and its answer times do over the hour. */
enum Shape {
  STEADY("steady"),
  DIURNAL("a day in an hour, from 20 to 180 %"),
  BURSTS("bursts of eight times the traffic"),
  SLOW_START("canary three times as slow at its start"),
  AUTOCORRELATED("autocorrelated latency"),
  SLOW_HOST("host three times as slow for ten minutes"),
  FAST("answers of 1 ms, autocorrelated", 1);

  private static final double USUAL_MILLIS = 80;

  private final String words;
  private final double millis;

  Shape(String words) {
    this(words, USUAL_MILLIS);
  }

  Shape(String words, double millis) {
    this.words = words;
    this.millis = millis;
  }

  /** The median of stable's answers in ms. */
  double millis() {
    return millis;
  }

  String words() {
    return words;
  }
}
