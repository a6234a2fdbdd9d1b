package dev.aviary.contract.route;

import org.jspecify.annotations.Nullable;

/**
 * What a control key held when it was read: a change of it says so, and is refused when another
 * writer changed it in between.
 *
 * @param value null when the key is missing, or holds what cannot be read
 * @param text as Redis holds it; null when the key is missing
 */
public record Recorded<T>(String key, @Nullable T value, @Nullable String text) {}
