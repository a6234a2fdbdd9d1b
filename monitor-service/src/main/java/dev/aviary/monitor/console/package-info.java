/** The console: what a browser sees and does of this Aviary. */
@NullMarked
package dev.aviary.monitor.console;

import org.jspecify.annotations.NullMarked;
