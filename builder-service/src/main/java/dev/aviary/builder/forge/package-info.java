/** Tells forges what became of their commits. */
@NullMarked
package dev.aviary.builder.forge;

import org.jspecify.annotations.NullMarked;
