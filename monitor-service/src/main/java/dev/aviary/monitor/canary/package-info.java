/** Judges canaries by what their visitors get, and keeps what they were judged by. */
@NullMarked
package dev.aviary.monitor.canary;

import org.jspecify.annotations.NullMarked;
