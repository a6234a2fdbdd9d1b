package dev.aviary.builder.app;

import dev.aviary.builder.engine.JoinedContainer;
import dev.aviary.builder.progress.StepsView;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.route.Split;
import dev.aviary.contract.route.Withdrawal;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An app as it stands.
 *
 * @param rollout null until the builder has looked at what runs
 * @param withdrawn canaries that were taken out, newest first
 * @param deployments the newest, newest first
 * @param pending settings that are not as the stable release was deployed with, by name
 * @param unreadable keys of it that cannot be read, with the reason of each: nothing is changed
 *     until they are repaired or deleted
 * @param processes its containers beside the slots; null while Docker does not answer
 * @param joined the owner's own containers on the app network, which every app reaches; null while
 *     Docker does not answer
 * @param canary the way of the canary that serves; null: none does
 * @param next what a person can do now
 */
@Serdeable
record AppView(
    AppSpec spec,
    @Nullable Rollout rollout,
    @Nullable Slots slots,
    Split split,
    List<Withdrawal> withdrawn,
    List<Deployment> deployments,
    List<String> pending,
    Map<String, String> unreadable,
    @Nullable List<ProcessView> processes,
    @Nullable List<JoinedContainer> joined,
    @Nullable StepsView canary,
    String next) {}
