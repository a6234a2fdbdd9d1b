package dev.aviary.builder.image;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of an engine, as {@code 20.10}: what follows does not matter. */
record EngineVersion(int major, int minor) implements Comparable<EngineVersion> {
  private static final Pattern FORM = Pattern.compile("v?([0-9]{1,4})[.]([0-9]{1,4}).*");

  /** Of an engine that says nothing that is a version, as one built from its sources: a new one. */
  static final EngineVersion NEWEST = new EngineVersion(Integer.MAX_VALUE, 0);

  private static final Comparator<EngineVersion> ORDER =
      Comparator.comparingInt(EngineVersion::major).thenComparingInt(EngineVersion::minor);

  static EngineVersion parse(String text) {
    Matcher version = FORM.matcher(text);
    return version.matches()
        ? new EngineVersion(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2)))
        : NEWEST;
  }

  @Override
  public int compareTo(EngineVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
