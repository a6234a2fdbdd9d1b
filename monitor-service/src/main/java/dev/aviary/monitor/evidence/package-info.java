/** What canaries were judged by, and the past of each app's stable track: kept in Redis. */
@NullMarked
package dev.aviary.monitor.evidence;

import org.jspecify.annotations.NullMarked;
