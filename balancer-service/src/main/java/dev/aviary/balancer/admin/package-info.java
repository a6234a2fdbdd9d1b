/** The admin API: what is routed where, and what people and the monitor may change about it. */
@NullMarked
package dev.aviary.balancer.admin;

import org.jspecify.annotations.NullMarked;
