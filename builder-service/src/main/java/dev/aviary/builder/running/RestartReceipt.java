package dev.aviary.builder.running;

import dev.aviary.contract.app.Slot;
import io.micronaut.serde.annotation.Serdeable;

/**
 * A restart that was asked for.
 *
 * @param container the one that goes once another serves
 */
@Serdeable
record RestartReceipt(String app, Slot slot, String release, String container) {}
