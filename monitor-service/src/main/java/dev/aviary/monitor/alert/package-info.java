/** Compares samples with thresholds, and keeps the alerts that follow on record. */
@NullMarked
package dev.aviary.monitor.alert;

import org.jspecify.annotations.NullMarked;
