package dev.aviary.builder.image;

/** Follows a build from outside. */
public interface BuildWatch {

  /** A line of output; never throws. */
  void line(String text);

  /** Whether the build is still wanted. It may be asked as often as one likes. */
  boolean wanted();
}
