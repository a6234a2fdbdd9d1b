package dev.aviary.builder.buildkit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the engine is asked to build with BuildKit.
 *
 * @param session that serves the files
 * @param tag of the image
 * @param dockerfile name of the Dockerfile in the folder {@code dockerfile} of the session
 * @param target the stage that is the image; null: the last one
 * @param buildArgs values of {@code ARG}s
 * @param labels that the image carries
 */
public record BuildRequest(
    String session,
    String tag,
    String dockerfile,
    @Nullable String target,
    Map<String, String> buildArgs,
    Map<String, String> labels) {

  public BuildRequest {
    buildArgs = Map.copyOf(buildArgs);
    labels = Map.copyOf(labels);
  }

  /** Path and query of the engine's API ({@code ImageBuild}). */
  String path() {
    var query =
        new StringJoiner("&", "/build?", "")
            .add("version=2")
            .add("remote=client-session")
            .add(parameter("session", session))
            .add(parameter("t", tag))
            .add(parameter("dockerfile", dockerfile))
            .add(parameter("buildargs", json(buildArgs)))
            .add(parameter("labels", json(labels)));
    if (target != null) {
      query.add(parameter("target", target));
    }
    return query.toString();
  }

  private static String parameter(String name, String value) {
    return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String json(Map<String, String> values) {
    return QueryJson.of(new TreeMap<>(values));
  }
}
