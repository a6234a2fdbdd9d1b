package dev.aviary.builder.webhook;

import dev.aviary.builder.webhook.GiteaPayload.ActionRun;
import dev.aviary.builder.webhook.GiteaPayload.WorkflowRun;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.redis.Wire;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The webhooks of Gitea and Forgejo.
 *
 * @see <a href="https://docs.gitea.com/usage/webhooks">Gitea: webhooks</a>
 * @see <a href="https://forgejo.org/docs/latest/user/webhooks/">Forgejo: webhooks</a>
 */
@Singleton
final class Gitea implements Forge {
  private static final String GITEA = "X-Gitea-Signature";
  private static final String FORGEJO = "X-Forgejo-Signature";
  private static final String USED =
      "push, or where deployOn is green the workflow runs of Gitea, the successful action runs of"
          + " Forgejo and commit statuses";

  /** Where the status of a job of the forge's own Actions leads. */
  private static final Pattern JOB = Pattern.compile(".*/actions/runs/\\d+(/jobs/\\d+)?");

  private final Wire wire;

  Gitea(Wire wire) {
    this.wire = wire;
  }

  @Override
  public String id() {
    return "gitea";
  }

  @Override
  public List<String> signatureHeaders() {
    return List.of(FORGEJO, GITEA);
  }

  /** Of a form the payload is signed, and not the form. */
  @Override
  public boolean isGenuine(PostedEvent event, WebhookSecret secret) {
    String signature = event.header(FORGEJO).or(() -> event.header(GITEA)).orElse(null);
    return secret.verifies(event.payload(), signature);
  }

  @Override
  public List<Signal> read(PostedEvent event) {
    String name =
        event.header("X-Forgejo-Event").or(() -> event.header("X-Gitea-Event")).orElse("");
    return List.of(
        switch (name) {
          case "push" -> push(payload(event));
          case "workflow_run" -> run(payload(event));
          case "status" -> status(payload(event));
          case "action_run_success" -> actionRun(payload(event));
          case "pull_request" -> Signals.PULL_REQUEST;
          default -> Signals.unknown(name, USED);
        });
  }

  private GiteaPayload payload(PostedEvent event) {
    return wire.read(event.json(), GiteaPayload.class);
  }

  private static Signal push(GiteaPayload payload) {
    return Signals.push(payload.slug(), payload.ref(), payload.after());
  }

  private static Signal run(GiteaPayload payload) {
    WorkflowRun run = Check.present(payload.workflowRun(), "workflow_run");
    if (!"completed".equals(payload.action())) {
      return new Signal.Ignored("the run has not ended");
    }
    if (run.head() != null && !run.head().equals(payload.slug())) {
      return new Signal.Fork();
    }
    if (String.valueOf(run.event()).startsWith("pull_request")) {
      return Signals.PULL_REQUEST;
    }
    return "success".equals(run.conclusion())
        ? new Signal.Run(
            Check.text(payload.slug(), "repository"),
            Check.text(run.headBranch(), "head_branch"),
            Signals.commit(run.headSha()),
            run.id(),
            names(payload.workflow() == null ? null : payload.workflow().name(), run.path()))
        : Signals.notPassed(run.conclusion());
  }

  private static Signal actionRun(GiteaPayload payload) {
    ActionRun run = Check.present(payload.run(), "run");
    if (Boolean.TRUE.equals(run.fork())) {
      return new Signal.Fork();
    }
    if (String.valueOf(run.triggerEvent()).startsWith("pull_request")) {
      return Signals.PULL_REQUEST;
    }
    return new Signal.Run(
        Check.text(run.slug(), "run.repository"),
        Check.text(run.branch(), "run.prettyref"),
        Signals.commit(run.commit()),
        run.id(),
        names(run.workflow()));
  }

  /** It names no branch: Gitea's payload is that of GitHub without them. */
  private static Signal status(GiteaPayload payload) {
    String context = String.valueOf(payload.context());
    if (context.startsWith(Signals.OWN)) {
      return Signals.OWN_STATUS;
    }
    return "success".equals(payload.state())
        ? new Signal.Status(
            Check.text(payload.slug(), "repository"),
            Signals.commit(payload.sha()),
            List.of(context),
            payload.targetUrl() != null && JOB.matcher(payload.targetUrl()).matches())
        : Signals.notPassed(payload.state());
  }

  private static List<String> names(@Nullable String... names) {
    return Stream.of(names).filter(Objects::nonNull).map(Objects::requireNonNull).toList();
  }
}
