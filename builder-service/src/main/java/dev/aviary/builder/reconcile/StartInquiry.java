package dev.aviary.builder.reconcile;

import dev.aviary.builder.diagnosis.StartDiagnosis;
import dev.aviary.builder.diagnosis.StartEvidence;
import dev.aviary.builder.diagnosis.StartEvidence.Asked;
import dev.aviary.builder.engine.ContainerEnd;
import dev.aviary.builder.engine.ContainerFacts;
import dev.aviary.builder.engine.ContainerInspector;
import dev.aviary.builder.engine.Engine;
import dev.aviary.builder.engine.SideContainer;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.RunOptions;
import dev.aviary.contract.result.Result.Done;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out why a container did not start as it should. */
@Singleton
final class StartInquiry {
  private final Engine engine;
  private final ContainerInspector inspector;

  StartInquiry(Engine engine, ContainerInspector inspector) {
    this.engine = engine;
    this.inspector = inspector;
  }

  /** The reason with what is known of its cause before it. */
  String explained(ReconcilePass pass, Member member, ContainerEnd ending, String reason) {
    Probed probed = pass.observed().probed(member);
    ProbeResult.Failed last = probed.last();
    // Of one on another node of a swarm nothing is found under the id of its service.
    String container =
        engine.reachable(member.container()) instanceof Done<String>(String here)
            ? here
            : member.container();
    boolean silent = ending.running() && last.answer() == null;
    String host =
        Objects.requireNonNullElse(member.healthHost(), member.host() + ":" + member.port());
    return explained(
        new StartEvidence(
            pass.observed().run(member),
            inspector.facts(container),
            ending,
            new Asked(last.path(), host, last.error(), last.answer(), last.localhost()),
            silent ? inspector.sockets(container) : Optional.empty()),
        reason);
  }

  /**
   * The same of one that no probe asked.
   *
   * @param container null: Docker would not make or start it
   */
  String explained(
      RunOptions run, @Nullable SideContainer container, ContainerEnd ending, String reason) {
    ContainerFacts facts =
        container == null ? ContainerFacts.NONE : inspector.facts(container.id());
    return explained(StartEvidence.unasked(run, facts, ending), reason);
  }

  private static String explained(StartEvidence evidence, String reason) {
    return StartDiagnosis.of(evidence)
        .map(sentence -> "%s (%s)".formatted(sentence, reason))
        .orElse(reason);
  }
}
