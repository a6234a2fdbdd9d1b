package dev.aviary.contract.app;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * One built image of one commit of one app, with the settings it was deployed with; immutable.
 *
 * @param id {@code <app>-<short commit>-<n>}, n counting the app's builds
 * @param image the image's id (digest), by which containers are made
 * @param run what its containers are made with; null: the app's settings as they are, for a release
 *     of an older Aviary
 */
@Serdeable
public record Release(
    String id, String app, String branch, String commit, String image, @Nullable RunOptions run) {
  /** Digits of a commit in names that people read. */
  public static final int SHORT = 7;

  public Release {
    Check.text(id, "release id");
    Check.app(app);
    Check.text(branch, "branch");
    Check.commit(commit);
    Check.text(image, "image");
  }

  /** The same image with other settings, as a release of its own. */
  public Release with(String otherId, RunOptions settings) {
    return new Release(otherId, app, branch, commit, image, settings);
  }

  /** The same for whoever may not see the settings, as its environment. */
  public Release withoutSettings() {
    return new Release(id, app, branch, commit, image, null);
  }

  /** The id of the app's {@code n}th build. */
  public static String id(String app, String commit, int n) {
    return app + "-" + commit.substring(0, SHORT) + "-" + n;
  }
}
