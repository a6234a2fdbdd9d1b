package dev.aviary.monitor.alert;

import dev.aviary.contract.event.Event;
import dev.aviary.monitor.record.AlertNotice;
import org.jspecify.annotations.Nullable;

/**
 * What goes on record with the next write of an alert, in the same step.
 *
 * @param event a line of the timeline, if one is due
 * @param mail a mail, if one is due
 */
record DueRecords(@Nullable Event event, AlertNotice.@Nullable Kind mail) {}
