/** Reads requests from the connection of a client, and ends that connection. */
@NullMarked
package dev.aviary.balancer.proxy.connection;

import org.jspecify.annotations.NullMarked;
