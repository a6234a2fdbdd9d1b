/** Leads one request through checks, route, pause and attempts until it is accounted for. */
@NullMarked
package dev.aviary.balancer.proxy.exchange;

import org.jspecify.annotations.NullMarked;
