package dev.aviary.contract.rollout;

/**
 * The event is not taken now.
 *
 * @param reason what stands against it and what to do, for a person
 */
public record Refused(String reason) implements Decision {}
