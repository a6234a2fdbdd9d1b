/** Asks every container at regular times whether it is well, beside the traffic. */
@NullMarked
package dev.aviary.balancer.probe;

import org.jspecify.annotations.NullMarked;
