package dev.aviary.builder.webhook;

import dev.aviary.contract.deployment.DeploymentAdmission;
import dev.aviary.contract.result.Result;

/** What a forge's delivery is answered. */
sealed interface WebhookAnswer {

  /** Something was to be deployed: what became of it. */
  record Decided(Result<DeploymentAdmission> result) implements WebhookAnswer {}

  /**
   * The delivery is right and deploys nothing.
   *
   * @param reason for a person who looks at the delivery
   */
  record Ignored(String reason) implements WebhookAnswer {}
}
