/** TLS of the public port: which host is served with which certificate, and how. */
@NullMarked
package dev.aviary.balancer.tls;

import org.jspecify.annotations.NullMarked;
