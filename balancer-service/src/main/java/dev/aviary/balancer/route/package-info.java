/** The route table as requests use it, and the choice of the member that answers. */
@NullMarked
package dev.aviary.balancer.route;

import org.jspecify.annotations.NullMarked;
