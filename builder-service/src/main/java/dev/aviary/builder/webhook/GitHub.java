package dev.aviary.builder.webhook;

import dev.aviary.builder.webhook.GitHubPayload.CheckSuite;
import dev.aviary.builder.webhook.GitHubPayload.WorkflowRun;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.redis.Wire;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * GitHub's webhooks.
 *
 * @see <a href="https://docs.github.com/en/webhooks/webhook-events-and-payloads">GitHub: webhook
 *     events and payloads</a>
 */
@Singleton
final class GitHub implements Forge {
  private static final String SIGNATURE = "X-Hub-Signature-256";
  private static final String USED = "push, or workflow_run where deployOn is green";

  private final Wire wire;

  GitHub(Wire wire) {
    this.wire = wire;
  }

  @Override
  public String id() {
    return "github";
  }

  @Override
  public List<String> signatureHeaders() {
    return List.of(SIGNATURE);
  }

  @Override
  public boolean isGenuine(PostedEvent event, WebhookSecret secret) {
    return secret.verifiesGitHub(event.body(), event.header(SIGNATURE).orElse(null));
  }

  @Override
  public List<Signal> read(PostedEvent event) {
    String name = event.header("X-GitHub-Event").orElse("");
    return switch (name) {
      case "ping" -> List.of(new Signal.Ping());
      case "push" -> List.of(push(payload(event)));
      case "workflow_run" -> List.of(run(payload(event)));
      case "check_suite" -> List.of(suite(payload(event)));
      case "status" -> status(payload(event));
      case "pull_request" -> List.of(Signals.PULL_REQUEST);
      default -> List.of(Signals.unknown(name, USED));
    };
  }

  private GitHubPayload payload(PostedEvent event) {
    return wire.read(event.json(), GitHubPayload.class);
  }

  private static Signal push(GitHubPayload payload) {
    return Signals.push(payload.slug(), payload.ref(), payload.after());
  }

  private static Signal run(GitHubPayload payload) {
    WorkflowRun run = Check.present(payload.workflowRun(), "workflow_run");
    if (!"completed".equals(payload.action())) {
      return new Signal.Ignored("the run has not ended");
    }
    if (run.head() != null && !run.head().isEmpty() && !run.head().equals(payload.slug())) {
      return new Signal.Fork();
    }
    if (String.valueOf(run.event()).startsWith("pull_request")) {
      return Signals.PULL_REQUEST;
    }
    return "success".equals(run.conclusion())
        ? passed(
            payload,
            run.headBranch(),
            run.headSha(),
            run.checkSuiteId() == null ? run.id() : run.checkSuiteId(),
            names(run.name(), run.path()))
        : Signals.notPassed(run.conclusion());
  }

  private static Signal suite(GitHubPayload payload) {
    CheckSuite suite = Check.present(payload.checkSuite(), "check_suite");
    if (!"completed".equals(payload.action())) {
      return new Signal.Ignored("the check suite has not ended");
    }
    if (suite.headBranch() == null) {
      return new Signal.Fork();
    }
    String app = suite.app() == null ? null : suite.app().name();
    return "success".equals(suite.conclusion())
        ? passed(payload, suite.headBranch(), suite.headSha(), suite.id(), names(app))
        : Signals.notPassed(suite.conclusion());
  }

  private static List<Signal> status(GitHubPayload payload) {
    String context = String.valueOf(payload.context());
    if (context.startsWith(Signals.OWN)) {
      return List.of(Signals.OWN_STATUS);
    }
    if (!"success".equals(payload.state())) {
      return List.of(Signals.notPassed(payload.state()));
    }
    String commit = Signals.commit(payload.sha());
    List<Signal> passed =
        payload.branchesOrNone().stream()
            .filter(branch -> commit.equals(branch.sha()))
            .map(branch -> passed(payload, branch.name(), commit, null, List.of(context)))
            .toList();
    return passed.isEmpty() ? List.of(new Signal.Ignored(Signals.noBranchAt(commit))) : passed;
  }

  private static Signal passed(
      GitHubPayload payload,
      @Nullable String branch,
      @Nullable String commit,
      @Nullable Long number,
      List<String> names) {
    return new Signal.Run(
        Check.text(payload.slug(), "repository"),
        Check.text(branch, "head_branch"),
        Signals.commit(commit),
        number,
        names);
  }

  private static List<String> names(@Nullable String... names) {
    return Stream.of(names).filter(Objects::nonNull).map(Objects::requireNonNull).toList();
  }
}
