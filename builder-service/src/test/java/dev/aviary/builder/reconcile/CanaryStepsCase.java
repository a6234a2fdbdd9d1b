package dev.aviary.builder.reconcile;

import dev.aviary.contract.app.CanaryOptions;
import dev.aviary.contract.app.CanaryStep;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.app.Tolerance;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.judgement.CanaryVerdict;
import dev.aviary.contract.judgement.Judgement;
import dev.aviary.contract.judgement.JudgementStore;
import dev.aviary.contract.route.CanaryProgress;
import dev.aviary.contract.route.ControlReader;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the tests of canaries that grow in steps share. */
abstract class CanaryStepsCase extends StageCase {
  static final CanaryStep FIVE = new CanaryStep(5, 20, 0);

  /** What the canary runs. */
  @Nullable Release released;

  Deployment canary(String promote, CanaryStep... steps) {
    var specs = stage.builder.bean(SpecStore.class);
    specs.save(
        specs
            .find(stage.app)
            .orElseThrow()
            .withCanary(
                new CanaryOptions(
                    "on", Tolerance.DEFAULT, List.of(steps), promote, List.of(), 30)));
    stage.live(stage.good("master", "a"), Track.STABLE);
    Release tried = stage.good("canary", "b");
    released = tried;
    return stage.live(tried, Track.CANARY);
  }

  /** When an event of the app was last written. */
  Instant at(String what) {
    return stage.builder.bean(EventLog.class).newest(100).stream()
        .filter(event -> stage.app.equals(event.app()) && event.what().equals(what))
        .findFirst()
        .orElseThrow()
        .at();
  }

  Release released() {
    return Objects.requireNonNull(released);
  }

  void judged(Deployment canary, CanaryVerdict verdict, long requests) {
    stage
        .builder
        .bean(JudgementStore.class)
        .put(
            new Judgement(
                stage.app, canary.id(), "r", Instant.now(), verdict, List.of(), null, requests));
  }

  @Nullable CanaryProgress present() {
    return stage.builder.bean(ControlReader.class).read(stage.app).app(stage.app).progress();
  }

  CanaryProgress progress() {
    return Objects.requireNonNull(present());
  }

  HttpResponse<String> post(String verb, String json) {
    return stage.builder.post("/apps/" + stage.app + "/canary/" + verb, json);
  }
}
