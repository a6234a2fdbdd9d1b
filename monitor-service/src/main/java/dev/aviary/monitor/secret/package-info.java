/** The monitor's own secret, from which others are derived. */
@NullMarked
package dev.aviary.monitor.secret;

import org.jspecify.annotations.NullMarked;
