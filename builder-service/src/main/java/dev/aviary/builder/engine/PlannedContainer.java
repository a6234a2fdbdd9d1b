package dev.aviary.builder.engine;

import dev.aviary.builder.secret.SecretName;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Labels;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.caller.CallerToken;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.rollout.Placement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A container of a release that is to be made, whatever it is for. */
sealed interface PlannedContainer permits ContainerPlan, SidePlan {

  /** The app's settings, with those that the release was deployed with. */
  AppSpec spec();

  Placement placement();

  Track track();

  /**
   * Follows from what it is for and from the deployment, so that a step taken twice finds itself.
   */
  String name(Instance instance);

  /** What is run in a shell; null: what the image says. */
  @Nullable String command();

  /** What the app finds in {@code APP_SLOT}. */
  String place();

  /** What it is for, as labels. */
  Map<String, String> purpose(Instance instance, Wire wire);

  default Map<String, String> labels(Instance instance, Wire wire, CallerToken token) {
    Release release = placement().release();
    var labels = new HashMap<>(purpose(instance, wire));
    labels.put(Labels.APP, spec().name());
    labels.put(Labels.TRACK, track().id());
    labels.put(Labels.RELEASE, release.id());
    labels.put(Labels.COMMIT, release.commit());
    labels.put(Labels.BRANCH, release.branch());
    labels.put(Labels.DEPLOYMENT, placement().deployment());
    labels.put(Labels.CALLER, token.hash());
    labels.put(Labels.SPEC, wire.write(spec().shown()));
    if (!release.secrets().isEmpty()) {
      labels.put(Labels.SECRET_NAMES, String.join(",", release.secrets()));
    }
    return labels;
  }

  /**
   * What the app finds in its environment; its own settings win.
   *
   * @param flags address of the flag service
   * @param token what the container shows there; OFREP's ADR-0007 says in which variables
   */
  default List<String> environment(String flags, CallerToken token) {
    Release release = placement().release();
    var all = new TreeMap<String, String>();
    all.put("PORT", Integer.toString(spec().run().listensOn()));
    all.put("APP_NAME", spec().name());
    all.put("APP_RELEASE", release.id());
    all.put("APP_BRANCH", release.branch());
    all.put("APP_COMMIT", release.commit());
    all.put("APP_TRACK", track().id());
    all.put("APP_SLOT", place());
    if (!spec().run().ownRedis()) {
      all.put("REDIS_URL", "redis://redis:6379");
      all.put("REDIS_PORT_6379_TCP_ADDR", "redis");
    }
    all.put("OFREP_ENDPOINT", flags);
    all.put("OFREP_HEADERS", "Authorization=Bearer " + token.text());
    release.secrets().forEach(name -> all.put(SecretName.variable(name), SecretName.file(name)));
    all.putAll(spec().run().env());
    return all.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList();
  }
}
