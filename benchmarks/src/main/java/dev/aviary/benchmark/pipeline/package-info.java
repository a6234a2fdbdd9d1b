/** How fast a push becomes a canary, a burning canary leaves, and what the services weigh. */
@NullMarked
package dev.aviary.benchmark.pipeline;

import org.jspecify.annotations.NullMarked;
