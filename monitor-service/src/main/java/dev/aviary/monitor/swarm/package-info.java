/** What the monitors of a swarm tell one another by way of Redis, and which node is gone. */
@NullMarked
package dev.aviary.monitor.swarm;

import org.jspecify.annotations.NullMarked;
