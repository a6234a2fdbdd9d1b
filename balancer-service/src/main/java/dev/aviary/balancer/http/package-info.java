/**
 * HTTP/1.1 between two parties (RFC 9110, RFC 9112): codecs, what is refused, which headers pass.
 * Routes are elsewhere.
 */
@NullMarked
package dev.aviary.balancer.http;

import org.jspecify.annotations.NullMarked;
