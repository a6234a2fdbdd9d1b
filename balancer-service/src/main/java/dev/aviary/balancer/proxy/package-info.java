/**
 * The data path, in the order that a request takes: {@code Listeners} accept, {@code
 * ClientConnection} has the frame checked, {@code Entrance} routes and picks, {@code BackendPool}
 * leases a connection, {@code Exchange} relays and accounts. All of it runs on the event loop of
 * the client's connection.
 */
@NullMarked
package dev.aviary.balancer.proxy;

import org.jspecify.annotations.NullMarked;
