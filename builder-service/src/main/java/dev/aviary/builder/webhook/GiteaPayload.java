package dev.aviary.builder.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/** What is read of the events of Gitea and Forgejo: each has some of it. */
@Serdeable
record GiteaPayload(
    @Nullable String ref,
    @Nullable String after,
    @Nullable String action,
    @Nullable Repository repository,
    @Nullable Workflow workflow,
    @JsonProperty("workflow_run") @Nullable WorkflowRun workflowRun,
    @Nullable ActionRun run,
    @Nullable String sha,
    @Nullable String state,
    @Nullable String context,
    @JsonProperty("target_url") @Nullable String targetUrl) {

  @Serdeable
  record Repository(@JsonProperty("full_name") @Nullable String fullName) {}

  @Serdeable
  record Workflow(@Nullable String name) {}

  /** Gitea's run of a workflow, which has the members of GitHub's. */
  @Serdeable
  record WorkflowRun(
      @Nullable Long id,
      @Nullable String path,
      @Nullable String event,
      @Nullable String conclusion,
      @JsonProperty("head_branch") @Nullable String headBranch,
      @JsonProperty("head_sha") @Nullable String headSha,
      @JsonProperty("head_repository") @Nullable Repository headRepository) {

    @Nullable String head() {
      return headRepository == null ? null : headRepository.fullName();
    }
  }

  /**
   * Forgejo's run of a workflow.
   *
   * @param branch without {@code refs/heads/}
   * @param workflow the name of its file
   */
  @Serdeable
  record ActionRun(
      @Nullable Long id,
      @JsonProperty("workflow_id") @Nullable String workflow,
      @JsonProperty("prettyref") @Nullable String branch,
      @JsonProperty("commit_sha") @Nullable String commit,
      @JsonProperty("trigger_event") @Nullable String triggerEvent,
      @JsonProperty("is_fork_pull_request") @Nullable Boolean fork,
      @Nullable Repository repository) {

    @Nullable String slug() {
      return repository == null ? null : repository.fullName();
    }
  }

  /** {@code owner/name}. */
  @Nullable String slug() {
    return repository == null ? null : repository.fullName();
  }
}
