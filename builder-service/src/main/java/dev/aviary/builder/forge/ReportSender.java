package dev.aviary.builder.forge;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.aviary.builder.forge.CommitReport.State;
import dev.aviary.contract.redis.DamagedException;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result;
import dev.aviary.contract.result.Result.Done;
import io.micronaut.http.HttpStatus;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends a report: the commit's status, and to GitHub a deployment when it has ended. For one
 * thread.
 */
@Singleton
final class ReportSender {
  /** GitLab's answer to a status that it has already. */
  private static final String HAS_IT = "Cannot transition status";

  private final ForgeClient client;
  private final Wire wire;

  /** GitHub's ids of deployments whose status it has not taken yet, by ours. */
  private final Map<String, Long> made = new HashMap<>();

  ReportSender(ForgeClient client, Wire wire) {
    this.client = client;
    this.wire = wire;
  }

  @Serdeable
  record Made(@JsonProperty("id") @Nullable Long id) {}

  /**
   * @param id of the deployment
   */
  Result<String> send(ForgeRepository forge, String token, CommitReport report, String id)
      throws InterruptedException {
    Result<String> status = client.post(forge, token, ForgeCalls.status(forge, report));
    if (status instanceof Refusal<String> no && !no.isForNow() && no.reason().contains(HAS_IT)) {
      return new Done<>("");
    }
    boolean deployed = report.state() == State.LIVE || report.state() == State.FAILED;
    return status instanceof Done && forge.kind() == ForgeKind.GITHUB && deployed
        ? deployment(forge, token, report, id)
        : status;
  }

  /** Nothing is under way any more. */
  void forget() {
    made.clear();
  }

  private Result<String> deployment(
      ForgeRepository forge, String token, CommitReport report, String id)
      throws InterruptedException {
    if (!made.containsKey(id)) {
      Result<String> answer = client.post(forge, token, ForgeCalls.deployment(forge, report));
      if (!(answer instanceof Done(String body))) {
        return answer;
      }
      OptionalLong given = given(body);
      if (given.isEmpty()) {
        return new Refusal<>(HttpStatus.BAD_GATEWAY, "the answer to a new deployment has no id");
      }
      made.put(id, given.getAsLong());
    }
    Result<String> answer =
        client.post(
            forge, token, ForgeCalls.deploymentStatus(forge, report, made.getOrDefault(id, 0L)));
    if (!(answer instanceof Refusal<String> no) || !no.isForNow()) {
      made.remove(id);
    }
    return answer;
  }

  private OptionalLong given(String body) {
    try {
      Long id = wire.read(body, Made.class).id();
      return id == null ? OptionalLong.empty() : OptionalLong.of(id);
    } catch (DamagedException e) {
      return OptionalLong.empty();
    }
  }
}
