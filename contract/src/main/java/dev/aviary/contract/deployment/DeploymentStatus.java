package dev.aviary.contract.deployment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.Release;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Locale;

/**
 * How far a deployment has come: queued, building, starting, live; then replaced or withdrawn. Or
 * it ended early: failed, superseded, cancelled.
 */
@Serdeable
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
  @JsonSubTypes.Type(value = DeploymentStatus.Queued.class, name = "queued"),
  @JsonSubTypes.Type(value = DeploymentStatus.Building.class, name = "building"),
  @JsonSubTypes.Type(value = DeploymentStatus.Starting.class, name = "starting"),
  @JsonSubTypes.Type(value = DeploymentStatus.Live.class, name = "live"),
  @JsonSubTypes.Type(value = DeploymentStatus.Replaced.class, name = "replaced"),
  @JsonSubTypes.Type(value = DeploymentStatus.Withdrawn.class, name = "withdrawn"),
  @JsonSubTypes.Type(value = DeploymentStatus.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = DeploymentStatus.Superseded.class, name = "superseded"),
  @JsonSubTypes.Type(value = DeploymentStatus.Cancelled.class, name = "cancelled")
})
public sealed interface DeploymentStatus {

  /** Its name, as it stands in JSON: {@code queued}. */
  default String state() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** Whether it still stands for its commit: a second trigger is answered with it. */
  default boolean stands() {
    return switch (this) {
      case Queued _, Building _, Starting _, Live _, Withdrawn _ -> true;
      case Replaced _, Failed _, Superseded _, Cancelled _ -> false;
    };
  }

  /** The same without the settings of its release. */
  default DeploymentStatus withoutSettings() {
    return switch (this) {
      case Starting(Release release) -> new Starting(release.withoutSettings());
      case Live(Release release) -> new Live(release.withoutSettings());
      case Replaced(Release release, String by) -> new Replaced(release.withoutSettings(), by);
      case Withdrawn(Release release, String reason) ->
          new Withdrawn(release.withoutSettings(), reason);
      case Queued _, Building _, Failed _, Superseded _, Cancelled _ -> this;
    };
  }

  /** Whether nothing more is to be done for it. */
  default boolean ended() {
    return switch (this) {
      case Queued _, Building _, Starting _ -> false;
      case Live _, Replaced _, Withdrawn _, Failed _, Superseded _, Cancelled _ -> true;
    };
  }

  /** Waits for its build. */
  @Serdeable
  record Queued() implements DeploymentStatus {}

  /** Its image is being built. */
  @Serdeable
  record Building() implements DeploymentStatus {}

  /** Its containers are being brought to the slots. */
  @Serdeable
  record Starting(Release release) implements DeploymentStatus {}

  /** Its release serves in every slot of its track. */
  @Serdeable
  record Live(Release release) implements DeploymentStatus {}

  /** Another deployment took its place. */
  @Serdeable
  record Replaced(Release release, String by) implements DeploymentStatus {}

  /** It was a canary and is out of the traffic for good. */
  @Serdeable
  record Withdrawn(Release release, String reason) implements DeploymentStatus {}

  /**
   * It could not be finished.
   *
   * @param stage {@code checkout}, {@code build}, {@code release}, {@code start} or {@code probe}
   */
  @Serdeable
  record Failed(String stage, String reason) implements DeploymentStatus {
    public Failed {
      Check.text(stage, "stage");
      Check.text(reason, "reason");
    }
  }

  /** A newer deployment of the same app and track came before it was built. */
  @Serdeable
  record Superseded(String by) implements DeploymentStatus {}

  /** It was stopped on the way, by a newer deployment, a withdrawal or a person. */
  @Serdeable
  record Cancelled(String by) implements DeploymentStatus {}
}
