/**
 * The data path, in the order that a request takes: {@code Acceptor} accepts, {@code Turns} has the
 * frame checked, {@code Attempts} routes and picks, {@code BackendPool} leases a connection, {@code
 * Relay} relays, {@code Account} accounts; {@code Exchange} leads from step to step. All of it runs
 * on the event loop of the client's connection.
 *
 * <p>Back-pressure: a client is read only while its backend can be written to, and the other way
 * round; both have AUTO_READ off. After a request's end one more read of the client stays
 * outstanding, which is how its leaving is noticed.
 */
@NullMarked
package dev.aviary.balancer.proxy;

import org.jspecify.annotations.NullMarked;
