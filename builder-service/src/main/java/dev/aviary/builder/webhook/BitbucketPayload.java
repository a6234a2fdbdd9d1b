package dev.aviary.builder.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is read of Bitbucket's events: each has some of it.
 *
 * @param push of Bitbucket Cloud
 * @param changes of Bitbucket Data Center
 */
@Serdeable
record BitbucketPayload(
    @Nullable Repository repository,
    @Nullable Push push,
    @Nullable List<ServerChange> changes,
    @JsonProperty("commit_status") @Nullable CommitStatus status) {

  /**
   * @param fullName of Bitbucket Cloud
   * @param slug of Bitbucket Data Center, where the project has the key
   */
  @Serdeable
  record Repository(
      @JsonProperty("full_name") @Nullable String fullName,
      @Nullable String slug,
      @Nullable Project project) {}

  @Serdeable
  record Project(@Nullable String key) {}

  @Serdeable
  record Push(@Nullable List<Change> changes) {}

  /**
   * @param now null: it was deleted
   */
  @Serdeable
  record Change(
      @JsonProperty("new") @Nullable Reference now,
      @JsonProperty("old") @Nullable Reference before) {}

  /**
   * @param type {@code branch} or {@code tag}
   */
  @Serdeable
  record Reference(@Nullable String type, @Nullable String name, @Nullable Target target) {
    @Nullable String commit() {
      return target == null ? null : target.hash();
    }
  }

  @Serdeable
  record Target(@Nullable String hash) {}

  @Serdeable
  record ServerChange(@Nullable ServerRef ref, @Nullable String toHash) {}

  /**
   * @param id the full name
   */
  @Serdeable
  record ServerRef(@Nullable String id) {}

  /**
   * @param refname the branch, where the sender of the status has named it
   */
  @Serdeable
  record CommitStatus(
      @Nullable String state,
      @Nullable String name,
      @Nullable String key,
      @Nullable String refname,
      @Nullable Links links) {

    /** The last part of the commit's address. */
    @Nullable String commit() {
      String href = links == null || links.commit() == null ? null : links.commit().href();
      return href == null ? null : href.substring(href.lastIndexOf('/') + 1);
    }
  }

  @Serdeable
  record Links(@Nullable Link commit) {}

  @Serdeable
  record Link(@Nullable String href) {}

  /** {@code owner/name}, or {@code PROJECT/name}. */
  @Nullable String slug() {
    if (repository == null) {
      return null;
    }
    if (repository.fullName() != null) {
      return repository.fullName();
    }
    return repository.project() == null
        ? null
        : repository.project().key() + "/" + repository.slug();
  }
}
