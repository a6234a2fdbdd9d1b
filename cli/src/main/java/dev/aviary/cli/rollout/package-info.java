/** Promote, withdraw, roll back, the split, the canary. */
@NullMarked
package dev.aviary.cli.rollout;

import org.jspecify.annotations.NullMarked;
