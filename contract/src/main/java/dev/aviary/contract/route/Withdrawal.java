package dev.aviary.contract.route;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;

/**
 * A canary deployment that is out of the traffic for good, with why, when and by whom. The first
 * withdrawal of a deployment stands.
 */
@Serdeable
public record Withdrawal(String commit, String deployment, String reason, Instant at, String by) {
  public Withdrawal {
    Check.commit(commit);
    Check.text(deployment, "deployment");
    Check.text(reason, "reason");
    Check.present(at, "at");
    Check.text(by, "by");
  }

  /** The field under which it is kept in {@code {aviary}:withdrawn:<app>}. */
  public String field() {
    return field(commit, deployment);
  }

  static String field(String commit, String deployment) {
    return commit + ":" + deployment;
  }
}
