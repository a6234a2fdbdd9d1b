/** What visitors lose while a proxy is replaced, restarted or killed. */
@NullMarked
package dev.aviary.benchmark.restart;

import org.jspecify.annotations.NullMarked;
