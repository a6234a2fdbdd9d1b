/**
 * Follows the control keys: which table is in force, since which revision, and saying so. Works
 * from a file and from what it knows while Redis is away.
 */
@NullMarked
package dev.aviary.balancer.control;

import org.jspecify.annotations.NullMarked;
