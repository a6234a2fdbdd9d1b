/**
 * Follows the control keys: puts each table in force and reports its revision. While Redis is away
 * it works from a file and from memory.
 */
@NullMarked
package dev.aviary.balancer.control;

import org.jspecify.annotations.NullMarked;
