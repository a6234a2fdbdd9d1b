/** What an open page is told of, second by second, and what it was before. */
@NullMarked
package dev.aviary.monitor.console.live;

import org.jspecify.annotations.NullMarked;
