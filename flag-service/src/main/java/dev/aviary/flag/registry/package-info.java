/** The flags of an instance: held in memory, written to Redis, kept equal to it. */
@NullMarked
package dev.aviary.flag.registry;

import org.jspecify.annotations.NullMarked;
