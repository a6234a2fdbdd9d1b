/** The live route table, and the choice of track and member for a request. */
@NullMarked
package dev.aviary.balancer.route;

import org.jspecify.annotations.NullMarked;
