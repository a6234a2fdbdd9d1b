/** What is on record in Redis: alerts, and the mails that tell of them. */
@NullMarked
package dev.aviary.monitor.record;

import org.jspecify.annotations.NullMarked;
