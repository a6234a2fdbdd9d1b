package dev.aviary.builder.webhook;

import dev.aviary.builder.listener.Origin;
import dev.aviary.builder.source.Branch;
import dev.aviary.builder.source.Branches;
import dev.aviary.builder.source.Remote;
import dev.aviary.builder.trigger.BuildTokens;
import dev.aviary.builder.trigger.DeploymentIntake;
import dev.aviary.builder.trigger.WantedDeployment;
import dev.aviary.builder.webhook.WebhookAnswer.Decided;
import dev.aviary.builder.webhook.WebhookAnswer.Ignored;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.deployment.DeploymentAdmission;
import dev.aviary.contract.redis.DamagedException;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result;
import dev.aviary.contract.result.Result.Done;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the deliveries of forges. Nothing of one is read before its signature is checked. */
@Singleton
final class ForgeWebhook {
  private static final Logger LOG = LoggerFactory.getLogger(ForgeWebhook.class);

  /** Branches that the status of one commit deploys, as many as GitHub names. */
  private static final int MOST_BRANCHES = 10;

  private final SpecStore apps;
  private final BuildTokens secrets;
  private final EarlierDelivery earlier;
  private final Remote remote;
  private final DeploymentIntake intake;

  ForgeWebhook(
      SpecStore apps,
      BuildTokens secrets,
      EarlierDelivery earlier,
      Remote remote,
      DeploymentIntake intake) {
    this.apps = apps;
    this.secrets = secrets;
    this.earlier = earlier;
    this.remote = remote;
    this.intake = intake;
  }

  /**
   * @param app whose secret it is, as the address says; null: every app's is tried
   */
  WebhookAnswer take(Forge forge, PostedEvent event, @Nullable String app, Origin origin) {
    if (forge.signatureHeaders().stream().allMatch(name -> event.header(name).isEmpty())) {
      return refused(
          forge,
          origin,
          HttpStatus.UNAUTHORIZED,
          "there is no header named %s; enter the secret that GET /apps/{app}/webhook shows"
              .formatted(String.join(" or ", forge.signatureHeaders())));
    }
    List<AppSpec> owners =
        candidates(app).stream().filter(each -> forge.isGenuine(event, secret(each))).toList();
    if (owners.isEmpty()) {
      return refused(
          forge,
          origin,
          HttpStatus.FORBIDDEN,
          "the signature fits no app's secret; GET /apps/{app}/webhook shows it");
    }
    try {
      return answer(forge, forge.read(event), owners, origin);
    } catch (DamagedException e) {
      return refused(
          forge, origin, HttpStatus.BAD_REQUEST, "the payload cannot be read: " + e.getMessage());
    }
  }

  private List<AppSpec> candidates(@Nullable String app) {
    return app == null ? apps.all() : apps.find(Check.app(app)).stream().toList();
  }

  private WebhookSecret secret(AppSpec app) {
    return new WebhookSecret(secrets.webhookKey(app.name()));
  }

  /** A push may be of several branches: what is new is answered first, then what was refused. */
  private WebhookAnswer answer(
      Forge forge, List<Signal> signals, List<AppSpec> owners, Origin origin) {
    return first(
        signals.stream().map(signal -> answer(forge, signal, owners, origin)).toList(),
        "the push is of no branch");
  }

  private static WebhookAnswer first(List<WebhookAnswer> answers, String none) {
    return answers.stream()
        .filter(each -> each instanceof Decided(Done(DeploymentAdmission.Admitted _)))
        .findFirst()
        .or(() -> answers.stream().filter(Decided.class::isInstance).findFirst())
        .or(() -> answers.stream().findFirst())
        .orElseGet(() -> new Ignored(none));
  }

  private WebhookAnswer answer(Forge forge, Signal signal, List<AppSpec> owners, Origin origin) {
    return switch (signal) {
      case Signal.Ping _ -> new Ignored("a ping; the secret is that of " + names(owners));
      case Signal.Ignored(String reason) -> new Ignored(reason);
      case Signal.Fork _ ->
          refused(
              forge,
              origin,
              HttpStatus.UNPROCESSABLE_ENTITY,
              "a pull request of a fork is not deployed; push to a branch of its own");
      case Signal.Push push -> {
        Optional<AppSpec> app = of(push.repository(), owners);
        yield app.isEmpty()
            ? unknown(forge, push.repository(), owners, origin)
            : pushed(forge, push, app.get(), origin);
      }
      case Signal.Run run -> {
        Optional<AppSpec> app = of(run.repository(), owners);
        yield app.isEmpty()
            ? unknown(forge, run.repository(), owners, origin)
            : passed(forge, run, app.get(), origin);
      }
      case Signal.Status status -> {
        Optional<AppSpec> app = of(status.repository(), owners);
        yield app.isEmpty()
            ? unknown(forge, status.repository(), owners, origin)
            : checked(forge, status, app.get(), origin);
      }
    };
  }

  private WebhookAnswer pushed(Forge forge, Signal.Push push, AppSpec app, Origin origin) {
    if (!app.triggers().deploysPushes()) {
      return new Ignored(
          "%s is deployed when its CI run has passed: deployOn is %s"
              .formatted(app.name(), app.triggers().deployOn()));
    }
    return deploy(forge, push.branch(), push.commit(), null, app, origin);
  }

  private WebhookAnswer passed(Forge forge, Signal.Run run, AppSpec app, Origin origin) {
    return app.triggers().deploysRun(run.names())
        ? deploy(forge, run.branch(), run.commit(), run.number(), app, origin)
        : notThisRun(app, run.names());
  }

  private static Ignored notThisRun(AppSpec app, List<String> names) {
    return new Ignored(
        "deployOn of %s is %s, which this run is not: its names are %s"
            .formatted(app.name(), app.triggers().deployOn(), names));
  }

  /** The repository says which branches the commit is the tip of. */
  private WebhookAnswer checked(Forge forge, Signal.Status status, AppSpec app, Origin origin) {
    if (!app.triggers().deploysRun(status.names())) {
      return notThisRun(app, status.names());
    }
    if (status.ofJob() && app.triggers().deploysRun(List.of())) {
      return new Ignored(
          "one job of a run passed: the event of the run reports its end; to deploy at the end of this"
              + " job set deployOn to green:"
              + status.names().getFirst());
    }
    return switch (remote.look(app)) {
      case Branches.Unreachable(String reason) ->
          refused(
              forge,
              origin,
              HttpStatus.BAD_GATEWAY,
              "the repository of %s cannot be reached: %s".formatted(app.name(), reason));
      case Branches.Known known ->
          first(
              known.at(status.commit()).stream()
                  .sorted(Comparator.comparing(branch -> !app.triggers().takesBranch(branch)))
                  .limit(MOST_BRANCHES)
                  .map(branch -> deploy(forge, branch, status.commit(), null, app, origin))
                  .toList(),
              Signals.noBranchAt(status.commit()));
    };
  }

  private WebhookAnswer deploy(
      Forge forge,
      String branch,
      String commit,
      @Nullable Long number,
      AppSpec app,
      Origin origin) {
    var wanted =
        new WantedDeployment(
            app, Branch.of(branch), commit, forge.id(), number, null, origin, null);
    if (!app.triggers().takesBranch(branch)) {
      return new Ignored(
          "branch %s of %s is not deployed: branches is %s"
              .formatted(branch, app.name(), app.triggers().branches()));
    }
    return new Decided(
        earlier
            .of(wanted)
            .<Result<DeploymentAdmission>>map(
                standing -> new Done<>(new DeploymentAdmission.Standing(standing)))
            .orElseGet(() -> intake.ask(wanted)));
  }

  private static Optional<AppSpec> of(String repository, List<AppSpec> owners) {
    var name = new RepositoryName(repository);
    return owners.stream().filter(name::isOf).findFirst();
  }

  private static WebhookAnswer unknown(
      Forge forge, String repository, List<AppSpec> owners, Origin origin) {
    AppSpec owner = owners.getFirst();
    return refused(
        forge,
        origin,
        HttpStatus.NOT_FOUND,
        "the secret is that of %s, whose repository is %s and not %s; set its slug"
            .formatted(owner.name(), RepositoryName.of(owner), repository));
  }

  private static String names(List<AppSpec> owners) {
    return String.join(", ", owners.stream().map(AppSpec::name).toList());
  }

  private static WebhookAnswer refused(
      Forge forge, Origin origin, HttpStatus status, String reason) {
    LOG.atWarn()
        .addKeyValue("forge", forge.id())
        .addKeyValue("status", status.getCode())
        .addKeyValue("client", origin.client())
        .addKeyValue("request", origin.request())
        .addKeyValue("reason", reason)
        .log("Refused a delivery of a forge");
    return new Decided(new Refusal<>(status, reason));
  }
}
