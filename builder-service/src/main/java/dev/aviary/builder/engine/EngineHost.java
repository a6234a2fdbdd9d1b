package dev.aviary.builder.engine;

import java.time.Duration;

/**
 * Where the engine is.
 *
 * @param address {@code unix://} and a path, or {@code tcp://host:port}
 * @param patience how long it may take for an answer
 */
public record EngineHost(String address, Duration patience) {}
