package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.AppVolumes;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.VolumeMount;
import dev.aviary.contract.rollout.Placement;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Tells the owner, in the log of a deployment, what is easily missed. */
@Singleton
final class StartNotices {
  private final AppVolumes volumes;
  private final StepJournal journal;

  StartNotices(AppVolumes volumes, StepJournal journal) {
    this.volumes = volumes;
    this.journal = journal;
  }

  /** Before the first container of a deployment. */
  void first(ReconcilePass pass, Placement placement) {
    String deployment = placement.deployment();
    boolean first =
        pass.observed().underway(deployment)
            && pass.observed()
                .slots()
                .members()
                .noneMatch(each -> each.deployment().equals(deployment));
    if (!first) {
      return;
    }
    List<String> named = pass.observed().specOf(placement).run().volumes();
    for (String each : named) {
      VolumeMount volume = VolumeMount.of(each);
      journal.say(
          deployment,
          "Volume %s is at %s in every container of %s: stable and canary write the same files"
              .formatted(volume.name(), volume.path(), pass.app()));
    }
    for (String path : volumes.anonymous(placement.release().image(), named)) {
      journal.say(
          deployment,
          "What is written to %s (VOLUME in the Dockerfile) goes with its container; to keep it, set volumes to [\"%s\"]"
              .formatted(path, path));
    }
  }

  /** A container may take traffic. */
  void answered(Member member, ProbeResult.Passed passed, Duration age) {
    journal.say(
        member.deployment(),
        "%s answers %s after %d ms".formatted(member.release(), passed.path(), age.toMillis()));
    if (member.healthPath() == null && passed.path().equals(StartProbe.ROOT)) {
      journal.say(
          member.deployment(),
          "It has no %s; its answer to / (%d) counts, and from now on any below 500. Set healthPath to a page that says more"
              .formatted(StartProbe.USUAL, passed.status()));
    }
    if (StartProbe.refusesHost(passed.status())) {
      journal.say(
          member.deployment(),
          "It answered %d for the host %s: if it takes only hosts that it knows, set hosts to its host name, or healthHost"
              .formatted(
                  passed.status(),
                  Objects.requireNonNullElse(
                      member.healthHost(), member.host() + ":" + member.port())));
    }
  }
}
