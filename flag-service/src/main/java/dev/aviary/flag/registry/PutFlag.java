package dev.aviary.flag.registry;

import dev.aviary.contract.flag.Flag;

/**
 * A flag after it was put.
 *
 * @param created whether there was none before
 */
public record PutFlag(Flag flag, boolean created) {}
