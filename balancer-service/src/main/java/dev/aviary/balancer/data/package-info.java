/** The data directory of the balancer, which two of them share while one follows the other. */
@NullMarked
package dev.aviary.balancer.data;

import org.jspecify.annotations.NullMarked;
