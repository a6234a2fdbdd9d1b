/** The harness's own load: open, so that whoever answers late is charged for what waited. */
@NullMarked
package dev.aviary.benchmark.load;

import org.jspecify.annotations.NullMarked;
