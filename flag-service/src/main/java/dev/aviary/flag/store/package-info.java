/** Flags as they lie in Redis: definitions, their index, and the plain keys that apps read. */
@NullMarked
package dev.aviary.flag.store;

import org.jspecify.annotations.NullMarked;
