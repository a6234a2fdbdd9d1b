package dev.aviary.contract.route;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.rollout.Rollout;
import org.jspecify.annotations.Nullable;

/** The control keys of one app, as they stood at one revision; null where a key is missing. */
public record AppControl(
    String app,
    @Nullable AppSpec spec,
    @Nullable Slots slots,
    @Nullable Rollout rollout,
    Split split,
    Withdrawals withdrawn,
    @Nullable Interruption interruption) {}
