/** What the control plane costs with 10, 100 and 1,000 apps. */
@NullMarked
package dev.aviary.benchmark.scale;

import org.jspecify.annotations.NullMarked;
