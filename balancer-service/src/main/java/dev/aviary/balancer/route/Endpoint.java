package dev.aviary.balancer.route;

import dev.aviary.balancer.account.SlotMeter;
import dev.aviary.contract.app.Slot;

/** What a request is sent to: a container in a slot of an app. */
public record Endpoint(String app, Slot slot, Backend backend, SlotMeter meter) {}
