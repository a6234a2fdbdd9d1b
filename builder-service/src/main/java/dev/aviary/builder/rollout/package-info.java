/** Changes what should run in an app's slots: built, promote, roll back, withdraw. */
@NullMarked
package dev.aviary.builder.rollout;

import org.jspecify.annotations.NullMarked;
