package dev.aviary.builder.forge;

import dev.aviary.builder.forge.CommitReport.State;
import dev.aviary.builder.lease.Leadership;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.event.EventReader;
import dev.aviary.contract.event.EventReader.Entry;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.loop.Backoff;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result.Done;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells forges how deployments go. What is to be told waits in the timeline, over restarts too,
 * until the deployment has ended and the forge knows it; where a forge is away, its apps wait for a
 * growing while, a day at most, and in their order.
 */
@Singleton
final class ForgeReporter implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(ForgeReporter.class);

  /** How often the timeline is looked at while a deployment is under way, and while none is. */
  private static final Duration BUSY = Duration.ofSeconds(1);

  private static final Duration IDLE = Duration.ofSeconds(5);

  private static final Duration KEPT_FOR = Duration.ofDays(1);
  private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5));
  private static final String READER = "forge";

  private final Leadership leadership;
  private final EventReader reader;
  private final DeploymentStore deployments;
  private final SpecStore apps;
  private final ForgeTokens tokens;
  private final CommitReports reports;
  private final ReportSender sender;
  private final InstantSource clock;
  private final BackgroundLoop loop;

  /** What was told last of deployments that have not ended. */
  private final Map<String, State> told = new HashMap<>();

  private final Map<String, Rest> resting = new HashMap<>();
  private final Set<String> refused = new HashSet<>();
  private boolean busy;

  ForgeReporter(
      Leadership leadership,
      RedisLink redis,
      Wire wire,
      DeploymentStore deployments,
      SpecStore apps,
      ForgeTokens tokens,
      CommitReports reports,
      ReportSender sender,
      InstantSource clock,
      BackgroundLoops loops) {
    this.leadership = leadership;
    this.reader = new EventReader(redis, wire, READER, CommitReports::isAbout);
    this.deployments = deployments;
    this.apps = apps;
    this.tokens = tokens;
    this.reports = reports;
    this.sender = sender;
    this.clock = clock;
    this.loop =
        loops.make("forge-reports", () -> busy || !leadership.leads() ? BUSY : IDLE, this::round);
  }

  /** How often in a row an app's forge could not be told, and until when it is left alone. */
  private record Rest(int failures, Instant until) {}

  /** An event, and all that is needed to tell a forge of it. */
  private record Due(
      Entry entry, Deployment deployment, AppSpec app, ForgeRepository forge, String token) {}

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    loop.start();
  }

  @PreDestroy
  void stop() {
    loop.close();
  }

  private void round() throws InterruptedException {
    if (!leadership.leads()) {
      return;
    }
    List<Entry> open = reader.open();
    var waiting = new HashSet<String>();
    for (Entry entry : open) {
      Optional<Due> due = due(entry);
      if (due.isEmpty()) {
        reader.done(entry);
      } else if (!waiting.contains(due.get().app().name()) && !tell(due.get())) {
        waiting.add(due.get().app().name());
      }
    }
    busy = !open.isEmpty();
    if (!busy) {
      told.clear();
      sender.forget();
    }
  }

  /** Nothing where no forge is to be told. */
  private Optional<Due> due(Entry entry) {
    var event = entry.event();
    return deployments
        .find(String.valueOf(event.subject()))
        .filter(deployment -> deployment.image() == null)
        .flatMap(deployment ->
            apps.find(deployment.app())
                .flatMap(app ->
                    ForgeRepository.of(app)
                        .flatMap(forge ->
                            tokens
                                .of(app)
                                .map(token -> new Due(entry, deployment, app, forge, token)))));
  }

  /**
   * @return whether what follows of the app may be told
   */
  private boolean tell(Due due) throws InterruptedException {
    if (!leadership.leads()) {
      return false;
    }
    String app = due.app().name();
    Rest rest = resting.get(app);
    if (rest != null && clock.instant().isBefore(rest.until())) {
      return false;
    }
    CommitReport report = reports.of(due.entry().event(), due.deployment(), due.app());
    boolean last = report.state() != State.PENDING;
    String id = due.deployment().id();
    if (last || told.get(id) != report.state()) {
      switch (sender.send(due.forge(), due.token(), report, id)) {
        case Done<String> _ -> {}
        case Refusal<String> later when later.isForNow() -> {
          return rests(due, later);
        }
        case Refusal<String> no -> refused(due, no);
      }
      told.put(id, report.state());
    }
    resting.remove(app);
    if (last) {
      told.remove(id);
      reader.done(due.entry());
    }
    return true;
  }

  private boolean rests(Due due, Refusal<String> later) {
    String app = due.app().name();
    Rest before = resting.get(app);
    int failures = before == null ? 1 : before.failures() + 1;
    Duration pause = later.after(PAUSES.after(failures, RandomGenerator.getDefault()));
    resting.put(app, new Rest(failures, clock.instant().plus(pause)));
    if (failures == 1) {
      warn(due, later.reason(), "Could not send a commit status to a forge; trying again later");
    }
    if (due.entry().since().plus(KEPT_FOR).isBefore(clock.instant())) {
      warn(due, later.reason(), "Gave up sending a commit status to a forge");
      reader.done(due.entry());
    }
    return false;
  }

  /** Said once: each commit would be refused for the same reason. */
  private void refused(Due due, Refusal<String> no) {
    if (refused.add(due.app().name() + " " + due.forge().api() + " " + no.status().getCode())) {
      warn(due, no.reason(), "A forge refused a commit status; look at the token and its rights");
    }
  }

  private static void warn(Due due, String reason, String message) {
    LOG.atWarn()
        .addKeyValue("app", due.app().name())
        .addKeyValue("forge", due.forge().api())
        .addKeyValue("deployment", due.deployment().id())
        .addKeyValue("reason", reason)
        .log(message);
  }
}
