/** Who may do what in the console: roles, tokens, sessions. */
@NullMarked
package dev.aviary.monitor.console.access;

import org.jspecify.annotations.NullMarked;
