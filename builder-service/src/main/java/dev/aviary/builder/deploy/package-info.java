/** Deployments on their way from the queue to the slots, and what people see of them. */
@NullMarked
package dev.aviary.builder.deploy;

import org.jspecify.annotations.NullMarked;
