package dev.aviary.builder.webhook;

import dev.aviary.builder.webhook.BitbucketPayload.Change;
import dev.aviary.builder.webhook.BitbucketPayload.Reference;
import dev.aviary.builder.webhook.BitbucketPayload.ServerChange;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.redis.Wire;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The webhooks of Bitbucket Cloud and of Bitbucket Data Center.
 *
 * @see <a href="https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/">Bitbucket
 *     Cloud: event payloads</a>
 * @see <a href="https://confluence.atlassian.com/bitbucketserver/event-payload-938025882.html">
 *     Bitbucket Data Center: event payload</a>
 */
@Singleton
final class Bitbucket implements Forge {
  private static final String SIGNATURE = "X-Hub-Signature";
  private static final String USED = "push, or build status updated where deployOn is green";

  private final Wire wire;

  Bitbucket(Wire wire) {
    this.wire = wire;
  }

  @Override
  public String id() {
    return "bitbucket";
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
    String name = event.header("X-Event-Key").orElse("");
    return switch (name) {
      case "diagnostics:ping" -> List.of(new Signal.Ping());
      case "repo:push" -> pushed(payload(event));
      case "repo:refs_changed" -> pushedToServer(payload(event));
      case "repo:commit_status_created", "repo:commit_status_updated" ->
          List.of(status(payload(event)));
      default ->
          List.of(
              name.startsWith("pullrequest:") || name.startsWith("pr:")
                  ? Signals.PULL_REQUEST
                  : Signals.unknown(name, USED));
    };
  }

  private BitbucketPayload payload(PostedEvent event) {
    return wire.read(event.json(), BitbucketPayload.class);
  }

  private static List<Signal> pushed(BitbucketPayload payload) {
    var push = Check.present(payload.push(), "push");
    return Check.list(push.changes(), "push.changes").stream()
        .map(change -> pushed(payload, change))
        .toList();
  }

  private static Signal pushed(BitbucketPayload payload, Change change) {
    Reference now = change.now();
    if (now == null) {
      Reference before = Check.present(change.before(), "push.changes.old");
      return Signals.deleted(String.valueOf(before.name()));
    }
    return "branch".equals(now.type())
        ? new Signal.Push(
            Check.text(payload.slug(), "repository"),
            Check.text(now.name(), "push.changes.new.name"),
            Signals.commit(now.commit()))
        : new Signal.Ignored("a tag is not deployed");
  }

  private static List<Signal> pushedToServer(BitbucketPayload payload) {
    return Check.list(payload.changes(), "changes").stream()
        .map(change -> pushedToServer(payload, change))
        .toList();
  }

  private static Signal pushedToServer(BitbucketPayload payload, ServerChange change) {
    var ref = Check.present(change.ref(), "changes.ref");
    return Signals.push(payload.slug(), ref.id(), change.toHash());
  }

  private static Signal status(BitbucketPayload payload) {
    var status = Check.present(payload.status(), "commit_status");
    if (String.valueOf(status.key()).startsWith(Signals.OWN)) {
      return Signals.OWN_STATUS;
    }
    if (!"SUCCESSFUL".equals(status.state())) {
      return Signals.notPassed(status.state());
    }
    if (status.refname() == null) {
      return new Signal.Ignored("the build status names no branch");
    }
    return new Signal.Run(
        Check.text(payload.slug(), "repository"),
        status.refname(),
        Signals.commit(status.commit()),
        null,
        Stream.of(status.name(), status.key())
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .toList());
  }
}
