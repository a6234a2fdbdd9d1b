/** The balancer: public traffic in, the right container's answers out. */
@NullMarked
package dev.aviary.balancer;

import org.jspecify.annotations.NullMarked;
