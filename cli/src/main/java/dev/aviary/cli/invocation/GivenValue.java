package dev.aviary.cli.invocation;

import dev.aviary.cli.call.ApiJson;

/** A value of NAME=VALUE on the command line. */
public final class GivenValue {
  private GivenValue() {}

  /** What reads as JSON is that; anything else is a text. */
  public static Object of(String text) {
    Object read = ApiJson.read(text).value();
    return read == null ? text : read;
  }
}
