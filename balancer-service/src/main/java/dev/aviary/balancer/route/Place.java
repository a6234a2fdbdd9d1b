package dev.aviary.balancer.route;

import dev.aviary.balancer.account.SlotMeter;
import dev.aviary.contract.app.Slot;

/** A container in a slot of an app: what a request is sent to. */
public record Place(String app, Slot slot, Backend backend, SlotMeter meter) {}
