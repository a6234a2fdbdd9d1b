package dev.aviary.builder.engine;

/**
 * Where the engine is.
 *
 * @param address {@code unix://} and a path, or {@code tcp://host:port}
 */
public record EngineHost(String address) {}
