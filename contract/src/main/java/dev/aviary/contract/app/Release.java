package dev.aviary.contract.app;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One image of one commit of one app, with the settings it was deployed with; immutable. The same
 * image with other settings is another release.
 *
 * @param id {@code <app>-<short commit>-<n>}, n counting the app's releases
 * @param commit the commit that it was built of; of an image that comes from a registry the first
 *     40 digits of its digest
 * @param image the image's id (digest), by which containers are made
 * @param run what its containers are made with; null: not known, for a release of an older Aviary
 * @param build how its image was made; null: not known, or it comes from a registry
 * @param secrets names of the secrets that its containers are given
 * @param imageBytes the size of the image with all its layers, as the engine says; null: not known
 */
@Serdeable
public record Release(
    String id,
    String app,
    String branch,
    String commit,
    String image,
    @Nullable RunOptions run,
    @Nullable BuildOptions build,
    List<String> secrets,
    @Nullable Long imageBytes) {
  /** Digits of a commit in names that people read. */
  public static final int SHORT = 7;

  public Release {
    Check.text(id, "release id");
    Check.app(app);
    Check.text(branch, "branch");
    Check.commit(commit);
    Check.text(image, "image");
    secrets = Check.list(secrets, "secrets");
    Check.that(imageBytes == null || imageBytes >= 0, "imageBytes is negative");
  }

  /** One that is given no secrets, and of which is not known how it was built. */
  public Release(
      String id, String app, String branch, String commit, String image, @Nullable RunOptions run) {
    this(id, app, branch, commit, image, run, null, List.of(), null);
  }

  /** The same image with other settings, as a release of its own. */
  public Release with(String otherId, RunOptions settings) {
    return new Release(otherId, app, branch, commit, image, settings, build, secrets, imageBytes);
  }

  /** The same for whoever may not see the settings, as its environment. */
  public Release withoutSettings() {
    return new Release(id, app, branch, commit, image, null, null, List.of(), imageBytes);
  }

  public Release withBuild(@Nullable BuildOptions how) {
    return new Release(id, app, branch, commit, image, run, how, secrets, imageBytes);
  }

  public Release withSecrets(List<String> names) {
    return new Release(id, app, branch, commit, image, run, build, names, imageBytes);
  }

  /**
   * @param bytes null: not known
   */
  public Release withImageBytes(@Nullable Long bytes) {
    return new Release(id, app, branch, commit, image, run, build, secrets, bytes);
  }

  /** The id of the app's {@code n}th release. */
  public static String id(String app, String commit, int n) {
    return app + "-" + commit.substring(0, SHORT) + "-" + n;
  }
}
