package dev.aviary.contract.deployment;

import dev.aviary.contract.app.Track;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.WriteOutcome;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result;
import dev.aviary.contract.result.Result.Done;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Records of deployments, and which one stands for a commit. */
@Singleton
public final class DeploymentStore {
  /** As many deployments wait at most. A further one is refused: none that waits may be lost. */
  public static final int MOST_QUEUED = 10_000;

  /** The queue's one field: the deployment's id. */
  public static final String QUEUE_FIELD = "deployment";

  /** How many of an app's deployments are kept whatever became of them. */
  public static final int KEPT_DEPLOYMENTS = 200;

  /** How many of an app's newest deployments have their log in Redis. */
  public static final int KEPT_LOGS = 10;

  /** How long a deployment that has ended, and its log, stay on record. */
  public static final Duration ENDED_KEPT_FOR = Duration.ofDays(30);

  private final RedisLink redis;
  private final Writes writes;
  private final Wire wire;
  private final InstantSource clock;
  private final OldDeployments old;

  public DeploymentStore(RedisLink redis, Writes writes, Wire wire, InstantSource clock) {
    this.redis = redis;
    this.writes = writes;
    this.wire = wire;
    this.clock = clock;
    this.old = new OldDeployments(redis, wire);
  }

  /**
   * A deployment as it is on record.
   *
   * @param json exactly what stands in Redis: what a change is conditional on
   */
  public record Recorded(Deployment deployment, String json) {}

  /** What belongs to the same step as an admission: further writes, and conditions on them. */
  @FunctionalInterface
  public interface Along {
    AtomicWrite add(AtomicWrite write, DeploymentAdmission admission);
  }

  /**
   * Records a deployment, unless one of the same app, track and commit stands. Two callers at once
   * come to the same deployment. It is refused, and nothing is recorded, when as many wait for a
   * build as may wait.
   *
   * @param queued whether it needs a build and goes to the queue
   */
  public Result<DeploymentAdmission> admit(Deployment deployment, boolean queued) {
    return admit(deployment, queued, (write, _) -> write).orElseThrow();
  }

  /**
   * The same, with more in the same step.
   *
   * @return nothing when a condition of {@code along} did not hold: then nothing was written
   */
  public Optional<Result<DeploymentAdmission>> admit(
      Deployment deployment, boolean queued, Along along) {
    String index = Keys.deploymentOf(deployment.app());
    while (true) {
      String last = redis.commands().hget(index, deployment.subject());
      AtomicWrite write = writes.begin();
      if (last == null) {
        write.absent(index, deployment.subject());
      } else {
        write.expect(index, deployment.subject(), last);
      }
      DeploymentAdmission admission = admission(deployment, last);
      if (admission instanceof DeploymentAdmission.Admitted) {
        record(write, deployment);
        if (queued) {
          write.shorter(Keys.QUEUE, MOST_QUEUED);
          write.append(Keys.QUEUE, MOST_QUEUED, QUEUE_FIELD, deployment.id());
        }
      }
      switch (along.add(write, admission).replicated().run()) {
        case WriteOutcome.Written _ -> {
          return Optional.of(new Done<>(admission));
        }
        case WriteOutcome.Conflict(String key) when key.equals(Keys.QUEUE) -> {
          return Optional.of(queueFull());
        }
        case WriteOutcome.Conflict conflict when !conflict.key().equals(index) -> {
          return Optional.empty();
        }
        case WriteOutcome.Conflict _ -> {}
      }
    }
  }

  private static Refusal<DeploymentAdmission> queueFull() {
    return Refusal.forNow(
        HttpStatus.SERVICE_UNAVAILABLE,
        "%,d deployments wait for a build already; try again when some have ended"
            .formatted(MOST_QUEUED));
  }

  private DeploymentAdmission admission(Deployment wished, @Nullable String last) {
    return Optional.ofNullable(last)
        .flatMap(this::find)
        .filter(standing -> stands(standing, wished))
        .or(() -> last == null ? Optional.empty() : live(wished))
        .<DeploymentAdmission>map(DeploymentAdmission.Standing::new)
        .orElseGet(() -> new DeploymentAdmission.Admitted(wished));
  }

  /**
   * A withdrawn one stands too, until the commit is forced. One that is live stands until somebody
   * forces the commit or takes new settings live.
   */
  private static boolean stands(Deployment standing, Deployment wished) {
    return switch (standing.status()) {
      case DeploymentStatus.Withdrawn _ -> wished.forced() == null;
      case DeploymentStatus.Live _ -> wished.forced() == null && !wished.redeploys();
      case DeploymentStatus status -> status.stands();
    };
  }

  /** One that is live still stands when what was to take its place failed. */
  private Optional<Deployment> live(Deployment wished) {
    return newest(wished.app(), KEPT_DEPLOYMENTS).stream()
        .filter(each -> each.subject().equals(wished.subject()))
        .filter(each -> each.status() instanceof DeploymentStatus.Live)
        .filter(each -> stands(each, wished))
        .findFirst();
  }

  /** Records a new deployment, and lets go of old ones that have ended. */
  public AtomicWrite record(AtomicWrite write, Deployment deployment) {
    write
        .put(Keys.deploymentOf(deployment.app()), deployment.subject(), deployment.id())
        .set(Keys.deployment(deployment.id()), wire.write(deployment))
        .rank(
            Keys.deployments(deployment.app()),
            deployment.createdAt().toEpochMilli(),
            deployment.id());
    return old.forget(write, deployment);
  }

  public Optional<Deployment> find(String id) {
    return look(id).map(Recorded::deployment);
  }

  /** The same, to be changed on condition that it is still what was read. */
  public Optional<Recorded> look(String id) {
    return Optional.ofNullable(redis.commands().get(Keys.deployment(id)))
        .map(json -> new Recorded(wire.read(json, Deployment.class), json));
  }

  /** The deployment that last stood for this commit on this track. */
  public Optional<Deployment> of(String app, Track track, String commit) {
    @Nullable String id =
        redis.commands().hget(Keys.deploymentOf(app), Deployment.subject(track, commit));
    return id == null ? Optional.empty() : find(id);
  }

  /** The app's newest deployments, newest first; a record that cannot be read is left out. */
  public List<Deployment> newest(String app, int most) {
    return redis
        .commands()
        .zrevrangebyscore(Keys.deployments(app), Range.unbounded(), Limit.from(most))
        .stream()
        .flatMap(id -> readable(id).stream())
        .toList();
  }

  private Optional<Deployment> readable(String id) {
    String key = Keys.deployment(id);
    return Optional.ofNullable(redis.commands().get(key))
        .flatMap(json -> wire.readable(key, "", json, Deployment.class));
  }

  /**
   * Moves a deployment on as part of a larger step, which holds only while it is as it was read.
   */
  public AtomicWrite change(AtomicWrite write, Recorded read, DeploymentStatus next) {
    return replace(write, read, read.deployment().with(next, clock.instant()));
  }

  /**
   * The same from whatever its status is now. One that is not recorded, or that the change leaves
   * as it is, adds nothing to the step.
   */
  public AtomicWrite change(AtomicWrite write, String id, UnaryOperator<DeploymentStatus> change) {
    return look(id)
        .map(read -> {
          DeploymentStatus now = read.deployment().status();
          DeploymentStatus next = change.apply(now);
          return next.equals(now) ? write : change(write, read, next);
        })
        .orElse(write);
  }

  /**
   * Moves a deployment on, however many move it at once.
   *
   * @param change from its status to the next; the same status changes nothing
   * @return the deployment as it then stands, or nothing when there is none of this id
   */
  public Optional<Deployment> change(String id, UnaryOperator<DeploymentStatus> change) {
    while (true) {
      Recorded read = look(id).orElse(null);
      if (read == null) {
        return Optional.empty();
      }
      DeploymentStatus next = change.apply(read.deployment().status());
      if (next.equals(read.deployment().status())) {
        return Optional.of(read.deployment());
      }
      Deployment changed = read.deployment().with(next, clock.instant());
      if (replace(writes.begin(), read, changed).run().written()) {
        return Optional.of(changed);
      }
    }
  }

  /**
   * Notes, as part of a larger step, how long a container of a deployment took to answer. One that
   * is not recorded, or whose record cannot be read, adds nothing to the step.
   *
   * @param after from the container's start to its first good answer
   */
  public AtomicWrite answering(AtomicWrite write, String id, Duration after) {
    String key = Keys.deployment(id);
    @Nullable String json = redis.commands().get(key);
    if (json == null) {
      return write;
    }
    return wire.readable(key, "", json, Deployment.class)
        .map(read -> replace(write, new Recorded(read, json), read.answering(after)))
        .orElse(write);
  }

  private AtomicWrite replace(AtomicWrite write, Recorded read, Deployment changed) {
    String key = Keys.deployment(changed.id());
    write.expect(key, read.json()).set(key, wire.write(changed));
    return changed.status().stands()
        ? write
        : write
            .expire(key, ENDED_KEPT_FOR)
            .expire(Keys.deploymentLog(changed.id()), ENDED_KEPT_FOR);
  }
}
