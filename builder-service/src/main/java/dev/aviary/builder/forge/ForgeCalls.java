package dev.aviary.builder.forge;

import dev.aviary.builder.forge.CommitReport.State;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.hash.Sha256;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to which forge for a report.
 *
 * @see <a href="https://docs.github.com/en/rest/commits/statuses">GitHub: commit statuses</a>
 * @see <a href="https://docs.gitlab.com/api/commits/#set-commit-pipeline-status">GitLab: commit
 *     status</a>
 * @see <a
 *     href="https://developer.atlassian.com/cloud/bitbucket/rest/api-group-commit-statuses/">Bitbucket:
 *     commit statuses</a>
 */
final class ForgeCalls {
  /** Bitbucket takes no longer key. */
  private static final int LONGEST_KEY = 40;

  private ForgeCalls() {}

  /** The commit's status. */
  static ForgeCall status(ForgeRepository repository, CommitReport report) {
    String path = repository.path();
    String commit = report.commit();
    return switch (repository.kind()) {
      case GITHUB, GITEA ->
          new ForgeCall(
              "/repos/%s/statuses/%s".formatted(path, commit),
              members(
                  "state", githubState(report.state()),
                  "target_url", report.deployment(),
                  "description", report.told(),
                  "context", report.name()));
      case GITLAB ->
          new ForgeCall(
              "/projects/%s/statuses/%s"
                  .formatted(URLEncoder.encode(path, StandardCharsets.UTF_8), commit),
              members(
                  "state", gitlabState(report.state()),
                  "target_url", report.deployment(),
                  "description", report.told(),
                  "ref", report.branch(),
                  "name", report.name()));
      case BITBUCKET ->
          new ForgeCall(
              "/repositories/%s/commit/%s/statuses/build".formatted(path, commit),
              bitbucket(repository, report, "STOPPED"));
      case BITBUCKET_SERVER ->
          new ForgeCall("/commits/" + commit, bitbucket(repository, report, "FAILED"));
    };
  }

  /**
   * A deployment of GitHub's; what it became is told of it by {@link #deploymentStatus}.
   *
   * @see <a href="https://docs.github.com/en/rest/deployments/deployments">GitHub: deployments</a>
   */
  static ForgeCall deployment(ForgeRepository repository, CommitReport report) {
    boolean stable = report.track() == Track.STABLE;
    return new ForgeCall(
        "/repos/%s/deployments".formatted(repository.path()),
        members(
            "ref",
            report.commit(),
            "environment",
            report.app() + " " + report.track().id(),
            "description",
            report.told(),
            "auto_merge",
            false,
            "required_contexts",
            List.of(),
            "production_environment",
            stable,
            "transient_environment",
            !stable));
  }

  /**
   * @param id that GitHub gave the deployment
   */
  static ForgeCall deploymentStatus(ForgeRepository repository, CommitReport report, long id) {
    return new ForgeCall(
        "/repos/%s/deployments/%d/statuses".formatted(repository.path(), id),
        members(
            "state", report.state() == State.LIVE ? "success" : "failure",
            "log_url", report.deployment(),
            "environment_url", report.visitors(),
            "description", report.told()));
  }

  private static String githubState(State state) {
    return switch (state) {
      case PENDING -> "pending";
      case LIVE -> "success";
      case FAILED -> "failure";
      case STOPPED -> "error";
    };
  }

  private static String gitlabState(State state) {
    return switch (state) {
      case PENDING -> "pending";
      case LIVE -> "success";
      case FAILED -> "failed";
      case STOPPED -> "canceled";
    };
  }

  /** Bitbucket takes no status without an address. */
  private static Map<String, Object> bitbucket(
      ForgeRepository repository, CommitReport report, String stopped) {
    return members(
        "key", key(report.name()),
        "state",
            switch (report.state()) {
              case PENDING -> "INPROGRESS";
              case LIVE -> "SUCCESSFUL";
              case FAILED -> "FAILED";
              case STOPPED -> stopped;
            },
        "name", report.name(),
        "url", address(repository, report),
        "description", report.told());
  }

  private static String address(ForgeRepository repository, CommitReport report) {
    if (report.deployment() != null) {
      return report.deployment();
    }
    return report.visitors() == null ? repository.api() : report.visitors();
  }

  private static String key(String name) {
    if (name.length() <= LONGEST_KEY) {
      return name;
    }
    byte[] hash = Sha256.begin().digest(name.getBytes(StandardCharsets.UTF_8));
    return "aviary-" + HexFormat.of().formatHex(hash, 0, 16);
  }

  /** Names and values in turn; what is null is left out. */
  private static Map<String, Object> members(@Nullable Object... pairs) {
    var members = new LinkedHashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) {
      Object value = pairs[i + 1];
      if (value != null) {
        members.put(String.valueOf(pairs[i]), value);
      }
    }
    return members;
  }
}
