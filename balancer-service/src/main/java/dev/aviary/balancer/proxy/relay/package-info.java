/** Carries a request to a backend and its answer to the client, both ways at once. */
@NullMarked
package dev.aviary.balancer.proxy.relay;

import org.jspecify.annotations.NullMarked;
