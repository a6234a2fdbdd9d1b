package dev.aviary.builder.app;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.route.AppControl;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what a person can do next with an app. */
final class Advice {
  private Advice() {}

  /**
   * @param pending settings that are not live yet
   * @param wait what its removal waits for
   */
  static String next(AppSpec spec, AppControl known, List<String> pending, Optional<String> wait) {
    return known.unreadable().isEmpty()
        ? next(spec, known.rollout())
            + redeploy(spec, known.rollout(), pending)
            + wait.map(why -> "; it waits for " + why).orElse("")
        : "repair or delete in Redis: " + String.join(", ", known.unreadable().keySet());
  }

  private static String redeploy(AppSpec spec, @Nullable Rollout rollout, List<String> pending) {
    return pending.isEmpty() || rollout == null || rollout.underway() != null
        ? ""
        : "; the running release has other settings (%s): POST /apps/%s/redeploy takes the present ones live"
            .formatted(String.join(", ", pending), spec.name());
  }

  private static String next(AppSpec spec, @Nullable Rollout rollout) {
    String app = "/apps/" + spec.name();
    return switch (rollout) {
      case null -> "wait: the builder is about to look at the containers";
      case Rollout.Empty _ when !spec.hasRepository() ->
          "deploy: POST /deployments {\"app\":\"%s\",\"image\":\"registry/name:tag\"}"
              .formatted(spec.name());
      case Rollout.Empty _ ->
          "deploy: POST /deployments {\"app\":\"%s\",\"branch\":\"%s\"}"
              .formatted(spec.name(), spec.stableBranch());
      case Rollout.Steady steady when steady.previous() != null ->
          "push a branch to try it as a canary, or go back with POST " + app + "/rollback";
      case Rollout.Steady _ -> "push a branch other than " + spec.stableBranch() + " to try it";
      case Rollout.Trying trying when !trying.live() -> follow(rollout);
      case Rollout.Trying trying when trying.stable() == null ->
          "the canary waits on its slot port; deploy " + spec.stableBranch() + " beside it";
      case Rollout.Trying _ ->
          "watch the canary, then POST %s/promote or POST %s/withdraw {\"reason\":...}"
              .formatted(app, app);
      case Rollout.Withdrawn withdrawn ->
          "repair what was withdrawn (" + withdrawn.reason() + ") and push it";
      case Rollout.Removing _ -> "wait: it is being removed";
      case Rollout.Updating _, Rollout.Promoting _, Rollout.RollingBack _ -> follow(rollout);
    };
  }

  private static String follow(Rollout rollout) {
    return "follow GET /deployments/" + rollout.underway() + "/log";
  }
}
