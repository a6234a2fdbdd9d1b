package dev.aviary.builder.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is read of GitHub's events: each has some of it. */
@Serdeable
record GitHubPayload(
    @Nullable String ref,
    @Nullable String after,
    @Nullable String action,
    @Nullable Repository repository,
    @JsonProperty("workflow_run") @Nullable WorkflowRun workflowRun,
    @JsonProperty("check_suite") @Nullable CheckSuite checkSuite,
    @Nullable String sha,
    @Nullable String state,
    @Nullable String context,
    @Nullable List<StatusBranch> branches) {

  @Serdeable
  record Repository(@JsonProperty("full_name") @Nullable String fullName) {}

  /**
   * @param event what started the run
   * @param path of the workflow's file
   * @param checkSuiteId rises from run to run, as {@code id} does; both events have it
   */
  @Serdeable
  record WorkflowRun(
      @Nullable Long id,
      @Nullable String name,
      @Nullable String path,
      @Nullable String event,
      @Nullable String conclusion,
      @JsonProperty("head_branch") @Nullable String headBranch,
      @JsonProperty("head_sha") @Nullable String headSha,
      @JsonProperty("check_suite_id") @Nullable Long checkSuiteId,
      @JsonProperty("head_repository") @Nullable Repository headRepository) {

    /** The repository that was pushed to: a fork's for its pull requests. */
    @Nullable String head() {
      return headRepository == null ? null : headRepository.fullName();
    }
  }

  /**
   * @param headBranch null for a commit of a fork
   */
  @Serdeable
  record CheckSuite(
      @Nullable Long id,
      @Nullable String conclusion,
      @JsonProperty("head_branch") @Nullable String headBranch,
      @JsonProperty("head_sha") @Nullable String headSha,
      @Nullable App app) {}

  @Serdeable
  record App(@Nullable String name) {}

  @Serdeable
  record StatusBranch(@Nullable String name, @Nullable Commit commit) {
    @Nullable String sha() {
      return commit == null ? null : commit.sha();
    }
  }

  @Serdeable
  record Commit(@Nullable String sha) {}

  /** {@code owner/name}. */
  @Nullable String slug() {
    return repository == null ? null : repository.fullName();
  }

  List<StatusBranch> branchesOrNone() {
    return branches == null ? List.of() : branches;
  }
}
