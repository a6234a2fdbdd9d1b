package dev.aviary.builder.running;

import dev.aviary.contract.app.Slot;
import io.micronaut.serde.annotation.Serdeable;

/**
 * The answer to a call that restarts a slot.
 *
 * @param container the one that is removed once another serves
 */
@Serdeable
record RestartReceipt(String app, Slot slot, String release, String container) {}
