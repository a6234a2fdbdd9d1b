/** What should run in the slots of one app, and how that changes. */
@NullMarked
package dev.aviary.contract.rollout;

import org.jspecify.annotations.NullMarked;
