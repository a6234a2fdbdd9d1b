/** What is followed while it happens: logs, events, figures. */
@NullMarked
package dev.aviary.cli.watch;

import org.jspecify.annotations.NullMarked;
