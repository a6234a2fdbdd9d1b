package dev.aviary.monitor.canary;

import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.judgement.Judgement;
import dev.aviary.contract.route.ControlReader;
import dev.aviary.monitor.canary.CanaryView.ContainerUse;
import dev.aviary.monitor.record.AlertStore;
import dev.aviary.monitor.sample.NewestSamples;
import dev.aviary.monitor.sample.Sample;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts together what is known of a canary deployment. */
@Singleton
public final class CanaryViews {
  /** So many of the newest events and alerts are looked through. */
  private static final int LOOKED_AT = 1_000;

  private final RunningContainers containers;
  private final ControlReader control;
  private final CanaryRecords files;
  private final EventLog events;
  private final AlertStore alerts;
  private final NewestSamples board;

  CanaryViews(
      RunningContainers containers,
      ControlReader control,
      CanaryRecords files,
      EventLog events,
      AlertStore alerts,
      NewestSamples board) {
    this.containers = containers;
    this.control = control;
    this.files = files;
    this.events = events;
    this.alerts = alerts;
    this.board = board;
  }

  /** Those that serve, by app. */
  public List<CanaryView> serving() {
    return containers.appsWithCanary().stream()
        .sorted()
        .flatMap(app -> serving(app).stream())
        .map(each -> view(each, files.judgement(each.deployment()).orElse(null)))
        .toList();
  }

  /** One that serves, or that was judged in the last 30 days. */
  public Optional<CanaryView> find(String deployment) {
    Optional<Judgement> judgement = files.judgement(deployment);
    if (judgement.isPresent()) {
      return Optional.of(
          serving(judgement.get().app())
              .filter(each -> each.deployment().equals(deployment))
              .map(each -> view(each, judgement.get()))
              .orElseGet(() -> past(judgement.get())));
    }
    return serving().stream().filter(each -> each.deployment().equals(deployment)).findFirst();
  }

  private Optional<Serving> serving(String app) {
    return Serving.of(control.read(app).app(app));
  }

  private CanaryView view(Serving serving, @Nullable Judgement judgement) {
    return new CanaryView(
        serving.app(),
        serving.deployment(),
        serving.canary().release(),
        true,
        serving.options().judgement(),
        judgement,
        serving.progress(),
        uses(serving),
        decided(serving.app(), serving.deployment()));
  }

  private CanaryView past(Judgement judgement) {
    return new CanaryView(
        judgement.app(),
        judgement.deployment(),
        judgement.release(),
        false,
        null,
        judgement,
        null,
        List.of(),
        decided(judgement.app(), judgement.deployment()));
  }

  private List<ContainerUse> uses(Serving serving) {
    var uses = new ArrayList<ContainerUse>();
    uses.add(use(Slot.CANARY.id(), serving.canary()));
    serving
        .stable()
        .forEach(member ->
            uses.add(
                use(
                    containers
                        .find(member.container())
                        .flatMap(each -> Optional.ofNullable(each.app()))
                        .map(each -> each.slot().id())
                        .orElse("stable"),
                    member)));
    return uses;
  }

  private ContainerUse use(String slot, Member member) {
    Sample sample = board.of(member.container());
    return sample == null
        ? new ContainerUse(slot, null, null)
        : new ContainerUse(slot, sample.cpuPercent(), sample.memoryPercent());
  }

  /** Events about the deployment itself, and about the alerts of its containers. */
  private List<Event> decided(String app, String deployment) {
    Set<String> subjects = new HashSet<>(Set.of(deployment));
    alerts.newest(LOOKED_AT).stream()
        .map(AlertStore.Recorded::alert)
        .filter(each -> each.culprit().deployment().equals(deployment))
        .forEach(each -> subjects.add(each.id()));
    return events.newest(LOOKED_AT).reversed().stream()
        .filter(each -> app.equals(each.app()))
        .filter(each -> each.subject() != null && subjects.contains(each.subject()))
        .toList();
  }
}
