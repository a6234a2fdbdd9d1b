package dev.aviary.flag.definition;

import java.time.Instant;

/** Which moments are taken from people: those that fit into whatever they are reckoned with. */
public final class Moment {
  public static final String RANGE = "a time of the years 1970 to 9999";

  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private Moment() {}

  public static boolean isSensible(Instant instant) {
    return !instant.isBefore(FIRST) && instant.isBefore(END);
  }
}
