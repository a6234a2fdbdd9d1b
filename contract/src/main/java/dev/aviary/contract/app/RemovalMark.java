package dev.aviary.contract.app;

import java.time.DateTimeException;
import java.time.Instant;

/**
 * That an app was removed. It stays when the app is registered again, so that a balancer that was
 * away during both brings nothing back from before.
 *
 * @param at when
 * @param over whether an app of that name was registered since
 */
public record RemovalMark(Instant at, boolean over) {
  private static final String OVER = " over";

  public RemovalMark {
    Check.present(at, "at");
  }

  /** The app is gone from now on. */
  public static RemovalMark gone(Instant at) {
    return new RemovalMark(at, false);
  }

  /** The same, once an app of that name is registered again. */
  RemovalMark ended() {
    return new RemovalMark(at, true);
  }

  /** A mark that tells no time is still a mark. */
  public static RemovalMark parse(String text) {
    boolean over = text.endsWith(OVER);
    String at = over ? text.substring(0, text.length() - OVER.length()) : text;
    try {
      return new RemovalMark(Instant.parse(at), over);
    } catch (DateTimeException e) {
      return new RemovalMark(Instant.EPOCH, over);
    }
  }

  /** As it is kept: the instant, and {@code over} where it is. */
  @Override
  public String toString() {
    return over ? at + OVER : at.toString();
  }
}
