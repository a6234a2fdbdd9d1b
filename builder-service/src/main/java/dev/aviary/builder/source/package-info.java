/** Git repositories: where a branch stands, and what a commit holds. */
@NullMarked
package dev.aviary.builder.source;

import org.jspecify.annotations.NullMarked;
