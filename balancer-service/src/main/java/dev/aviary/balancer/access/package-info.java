/** Who may see an app, and its canary: addresses, passwords and header fields of requests. */
@NullMarked
package dev.aviary.balancer.access;

import org.jspecify.annotations.NullMarked;
