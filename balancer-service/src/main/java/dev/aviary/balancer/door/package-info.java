/**
 * The door: the program that keeps the listening sockets, so that connections wait while no
 * balancer runs.
 */
@NullMarked
package dev.aviary.balancer.door;

import org.jspecify.annotations.NullMarked;
