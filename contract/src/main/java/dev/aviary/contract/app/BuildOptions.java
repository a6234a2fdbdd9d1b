package dev.aviary.contract.app;

import io.micronaut.serde.annotation.Serdeable;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How an app's image is made of its source. A change counts from the next build on.
 *
 * @param dockerfile path of the Dockerfile in the repository; null: the one at the top of {@code
 *     context}, if there is one
 * @param context path of the folder in the repository that is built; null: all of it
 * @param target the stage of the Dockerfile that is the image; null: the last one
 * @param buildArgs values of the Dockerfile's {@code ARG}s; they are no secrets, since an image
 *     shows them
 * @param baseImage image that a repository without Dockerfile is put on; null: chosen by what the
 *     repository is written in
 */
@Serdeable
public record BuildOptions(
    @Nullable String dockerfile,
    @Nullable String context,
    @Nullable String target,
    Map<String, String> buildArgs,
    @Nullable String baseImage) {

  public static final BuildOptions DEFAULT = new BuildOptions(null, null, null, Map.of(), null);

  /** As the engine takes the name of a stage. */
  private static final Pattern STAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private static final Pattern ARGUMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

  public BuildOptions {
    dockerfile = dockerfile == null ? null : RepositoryPath.check(dockerfile, "dockerfile");
    context = context == null ? null : RepositoryPath.check(context, "context");
    if (target != null) {
      Check.that(
          STAGE.matcher(target).matches(),
          "target: '" + target + "' is not the name of a stage, nor its number");
    }
    buildArgs = Check.map(buildArgs, "buildArgs");
    buildArgs.forEach((name, value) -> {
      Check.that(
          ARGUMENT.matcher(name).matches(),
          "buildArgs: '" + name + "' is not a name; give letters, digits and _");
      Check.that(value.indexOf(0) < 0, "buildArgs." + name + " holds a zero byte");
    });
    if (baseImage != null) {
      ImageName.check(baseImage);
    }
  }
}
