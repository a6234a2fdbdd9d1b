package dev.aviary.builder.recipe;

/**
 * What is known of the image that a source is put on.
 *
 * @param image its name
 * @param user that its containers run as; empty means root, or that nothing is known
 * @param folder where its containers start
 */
public record Base(String image, String user, String folder) {
  /** What sources in Python are put on, and those whose language is not recognised. */
  public static final String PYTHON = "python-base";

  /** What all others are put on: Debian, with the packages that they need. */
  static final String DEBIAN = "debian:trixie-slim";

  static final String FOLDER = "/app";

  /** The user of apps, on Debian and where an image of the owner names none. */
  static final String USER = "app";

  public Base {
    folder = folder.isBlank() || folder.equals("/") ? FOLDER : folder;
  }

  /** An image that is not here yet. */
  public static Base unknown(String image) {
    return new Base(image, "", FOLDER);
  }

  boolean runsAsRoot() {
    return user.isBlank() || user.equals("root") || user.equals("0") || user.startsWith("0:");
  }
}
