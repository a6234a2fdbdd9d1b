/** The loops of this process, and whether they go on. */
@NullMarked
package dev.aviary.balancer.loop;

import org.jspecify.annotations.NullMarked;
