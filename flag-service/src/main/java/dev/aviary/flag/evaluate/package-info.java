/** Rules compiled once, and what they give for a context at a moment. */
@NullMarked
package dev.aviary.flag.evaluate;

import org.jspecify.annotations.NullMarked;
