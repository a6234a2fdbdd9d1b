package dev.aviary.contract.app;

import io.micronaut.serde.annotation.Serdeable;

/**
 * One built image of one commit of one app; immutable.
 *
 * @param id {@code <app>-<short commit>-<n>}, n counting the app's builds
 * @param image the image's id (digest), by which containers are made
 */
@Serdeable
public record Release(String id, String app, String branch, String commit, String image) {
  /** Digits of a commit in names that people read. */
  public static final int SHORT = 7;

  public Release {
    Check.text(id, "release id");
    Check.app(app);
    Check.text(branch, "branch");
    Check.commit(commit);
    Check.text(image, "image");
  }

  /** The id of the app's {@code n}th build. */
  public static String id(String app, String commit, int n) {
    return app + "-" + commit.substring(0, SHORT) + "-" + n;
  }
}
