/**
 * The data path. A request goes down through these packages, and no package calls one above it:
 *
 * <ol>
 *   <li>{@code accept} opens the ports and gives each connection of a client to an event loop;
 *   <li>{@code connection} reads requests from a client's connection, one after the other over
 *       HTTP/1, and many at a time over HTTP/2;
 *   <li>{@code exchange} leads one request from its head to its end: checks, route, pause,
 *       attempts;
 *   <li>{@code relay} carries the request to a backend and the answer back;
 *   <li>{@code backend} keeps the connections to backends;
 *   <li>{@code loop} holds what all of them share on one event loop: settings, clock, flushes.
 * </ol>
 *
 * <p>What a lower package reports to an upper one goes through an interface of the lower package:
 * {@code ClientSide}, {@code Relay.Listener}, {@code Exchange.Client}, {@code BackendChannel.User},
 * {@code ConnectListener}. A request never leaves the event loop of its client's connection.
 *
 * <p>Back-pressure: each side is read only while the other side can be written to; both have
 * AUTO_READ off. After the end of a request one more read of the client stays outstanding, so that
 * the balancer notices when the client closes the connection.
 */
@NullMarked
package dev.aviary.balancer.proxy;

import org.jspecify.annotations.NullMarked;
