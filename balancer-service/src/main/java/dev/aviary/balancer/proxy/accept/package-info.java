/** Opens the ports, counts connections, and gives each connection to its event loop. */
@NullMarked
package dev.aviary.balancer.proxy.accept;

import org.jspecify.annotations.NullMarked;
