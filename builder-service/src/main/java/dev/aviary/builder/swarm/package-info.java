/** What a Docker Swarm says of its nodes. */
@NullMarked
package dev.aviary.builder.swarm;

import org.jspecify.annotations.NullMarked;
