/** What the balancer costs beside nginx and HAProxy, which answer the same requests in turn. */
@NullMarked
package dev.aviary.benchmark.proxy;

import org.jspecify.annotations.NullMarked;
