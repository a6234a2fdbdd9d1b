/** What an Aviary costs that nobody visits, by process. */
@NullMarked
package dev.aviary.benchmark.idle;

import org.jspecify.annotations.NullMarked;
