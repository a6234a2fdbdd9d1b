/**
 * HTTP/1.1 between two parties (RFC 9110, RFC 9112): codecs, what is refused, which headers pass.
 * Knows nothing of routes.
 */
@NullMarked
package dev.aviary.balancer.http;

import org.jspecify.annotations.NullMarked;
