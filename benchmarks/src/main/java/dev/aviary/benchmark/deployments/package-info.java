/** What visitors lose while releases change under them. */
@NullMarked
package dev.aviary.benchmark.deployments;

import org.jspecify.annotations.NullMarked;
