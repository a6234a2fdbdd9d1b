/** What the containers of the instance use, as {@code docker stats} computes it. */
@NullMarked
package dev.aviary.monitor.sample;

import org.jspecify.annotations.NullMarked;
