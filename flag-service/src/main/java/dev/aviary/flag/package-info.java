/** Starts the flag service. */
@NullMarked
package dev.aviary.flag;

import org.jspecify.annotations.NullMarked;
