/** How long Aviary takes to build a source that has changed, beside a build by hand. */
@NullMarked
package dev.aviary.benchmark.builds;

import org.jspecify.annotations.NullMarked;
