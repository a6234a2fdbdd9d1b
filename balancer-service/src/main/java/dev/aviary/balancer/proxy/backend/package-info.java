/** Opens, keeps and closes connections to backends. */
@NullMarked
package dev.aviary.balancer.proxy.backend;

import org.jspecify.annotations.NullMarked;
