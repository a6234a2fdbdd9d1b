package dev.aviary.builder.source;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Short texts of apps that must not be lost: deploy keys, and the keys of ssh servers. */
interface AppTexts {
  /**
   * @param name of the text among those of the app, as a file's ending
   */
  Optional<String> find(String app, String name) throws IOException;

  /**
   * Puts another text in the place of the one that was read.
   *
   * @param before null: there was none
   * @return false when it is another one by now
   */
  boolean replace(String app, String name, @Nullable String before, String after)
      throws IOException;

  void forget(String app, String name) throws IOException;

  /** Deletes what the disk has of an app that was removed; Redis' keys go with the app. */
  void removed(String app) throws IOException;
}
