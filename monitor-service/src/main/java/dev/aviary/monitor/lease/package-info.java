/** Which of several monitors judges. */
@NullMarked
package dev.aviary.monitor.lease;

import org.jspecify.annotations.NullMarked;
