package dev.aviary.contract.deployment;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.Track;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to bring one commit onto one track, from trigger to outcome.
 *
 * @param commit the commit; where {@code image} is given the first 40 digits of its digest
 * @param trigger {@code travis}, {@code github}, {@code gitlab}, {@code gitea}, {@code bitbucket},
 *     {@code build}, {@code api}, {@code redeploy}, {@code promote} or {@code rollback}
 * @param forced why a withdrawn commit is tried again, or one that is live is built again, or null
 * @param image the image that is pulled, by its digest; null: the commit is built
 * @param startMillis how long its containers took to answer: the longest time from the start of one
 *     to its first good answer to a probe; null: none has, or it is not known
 * @param traceparent the span of the request that asked for it (W3C Trace Context), whose trace its
 *     own continues; null: it begins one
 */
@Serdeable
public record Deployment(
    String id,
    String app,
    Track track,
    String branch,
    String commit,
    String trigger,
    @Nullable String forced,
    Instant createdAt,
    Instant changedAt,
    DeploymentStatus status,
    @Nullable String image,
    @Nullable Long startMillis,
    @Nullable String traceparent) {
  /** The trigger that takes new settings live with what runs already. */
  public static final String REDEPLOY = "redeploy";

  public Deployment {
    Check.text(id, "id");
    Check.app(app);
    Check.present(track, "track");
    Check.text(branch, "branch");
    Check.commit(commit);
    Check.text(trigger, "trigger");
    Check.present(createdAt, "createdAt");
    Check.present(changedAt, "changedAt");
    Check.present(status, "status");
    Check.that(startMillis == null || startMillis >= 0, "startMillis is negative");
  }

  /** One of which no container has answered yet. */
  public Deployment(
      String id,
      String app,
      Track track,
      String branch,
      String commit,
      String trigger,
      @Nullable String forced,
      Instant createdAt,
      Instant changedAt,
      DeploymentStatus status,
      @Nullable String image) {
    this(
        id, app, track, branch, commit, trigger, forced, createdAt, changedAt, status, image, null,
        null);
  }

  /** Of a commit that is built. */
  public Deployment(
      String id,
      String app,
      Track track,
      String branch,
      String commit,
      String trigger,
      @Nullable String forced,
      Instant createdAt,
      Instant changedAt,
      DeploymentStatus status) {
    this(id, app, track, branch, commit, trigger, forced, createdAt, changedAt, status, null);
  }

  public Deployment with(DeploymentStatus next, Instant at) {
    return copy(at, next, startMillis, traceparent);
  }

  /** The same once a container of it answers. */
  public Deployment answering(Duration after) {
    long millis = startMillis == null ? 0 : startMillis;
    return copy(changedAt, status, Math.max(millis, after.toMillis()), traceparent);
  }

  /**
   * The same as a part of a trace.
   *
   * @param parent a value of {@code traceparent}; null: of none
   */
  public Deployment within(@Nullable String parent) {
    return copy(changedAt, status, startMillis, parent);
  }

  private Deployment copy(
      Instant changed, DeploymentStatus next, @Nullable Long millis, @Nullable String parent) {
    return new Deployment(
        id, app, track, branch, commit, trigger, forced, createdAt, changed, next, image, millis,
        parent);
  }

  /** Whether it takes new settings live with what runs already. */
  public boolean redeploys() {
    return trigger.equals(REDEPLOY);
  }

  /** The same for CI, which sees how it went and not the app's settings. */
  public Deployment withoutSettings() {
    return with(status.withoutSettings(), changedAt);
  }

  /** What two triggers of one push have in common. */
  public String subject() {
    return subject(track, commit);
  }

  static String subject(Track track, String commit) {
    return track.id() + ":" + commit;
  }
}
