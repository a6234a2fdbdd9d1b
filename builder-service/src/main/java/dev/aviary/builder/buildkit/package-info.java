/**
 * BuildKit in the engine, by the engine's own API: a session that serves a build its files and its
 * secrets, and the trace that tells what a build does.
 */
@NullMarked
package dev.aviary.builder.buildkit;

import org.jspecify.annotations.NullMarked;
