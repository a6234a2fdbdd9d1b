package dev.aviary.builder.image;

/**
 * What is known of the image that a source is put on.
 *
 * @param user who its containers run as; empty means root, or that nothing is known
 * @param folder where its containers start
 */
record Base(String user, String folder) {
  /** What a source without Dockerfile is put on. */
  static final String PYTHON = "python-base";

  static final String FOLDER = "/app";

  /** Of an image that is not here yet. */
  static final Base UNKNOWN = new Base("", FOLDER);

  Base {
    folder = folder.isBlank() || folder.equals("/") ? FOLDER : folder;
  }
}
