package dev.aviary.monitor.canary;

import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.http.StrictBody;
import dev.aviary.monitor.evidence.Evidence;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.util.List;

/** Judges canary deployments again, by another tolerance; changes nothing. */
@Singleton
public final class Retrials {
  private final CanaryRecords files;
  private final StrictBody bodies;

  Retrials(CanaryRecords files, StrictBody bodies) {
    this.files = files;
    this.bodies = bodies;
  }

  /**
   * @param body a {@link Retrial}
   * @return what is told, as JSON has it
   * @throws ProblemException 404 where nothing is kept of the deployment
   */
  public Object judge(String deployment, JsonNode body) {
    Retrial retrial = bodies.read(body, Retrial.class);
    List<Evidence> evidence = files.evidence(deployment);
    if (evidence.stream().allMatch(each -> each.seconds().isEmpty())) {
      throw unknown(deployment);
    }
    return RetrialResult.of(deployment, retrial.tolerance(), evidence);
  }

  /** The refusal of a deployment of which nothing is kept. */
  public static ProblemException unknown(String deployment) {
    return ProblemException.notFound(
        "the monitor keeps nothing about a canary deployment '%s'; GET /canaries names those that serve"
            .formatted(deployment));
  }
}
