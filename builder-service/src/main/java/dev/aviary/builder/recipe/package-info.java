/** Dockerfiles for repositories that have none. */
@NullMarked
package dev.aviary.builder.recipe;

import org.jspecify.annotations.NullMarked;
