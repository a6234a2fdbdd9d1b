package dev.aviary.contract.rollout;

/** What an event does to a rollout: a new rollout, or a refusal that says why. */
public sealed interface Decision permits Rollout, Refused {}
