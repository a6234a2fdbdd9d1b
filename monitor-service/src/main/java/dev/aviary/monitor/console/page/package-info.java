/** What the browser loads. */
@NullMarked
package dev.aviary.monitor.console.page;

import org.jspecify.annotations.NullMarked;
