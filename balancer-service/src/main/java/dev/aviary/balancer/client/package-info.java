/**
 * The peer at the other end of a connection: whether its forwarding headers count, and its limits.
 */
@NullMarked
package dev.aviary.balancer.client;

import org.jspecify.annotations.NullMarked;
