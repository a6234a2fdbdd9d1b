/**
 * Who is at the other end of a connection: what it may say of others, and how much it may ask for.
 */
@NullMarked
package dev.aviary.balancer.client;

import org.jspecify.annotations.NullMarked;
