/**
 * The monitor: samples containers, judges them, withdraws a canary that misbehaves, tells by mail.
 */
@NullMarked
package dev.aviary.monitor;

import org.jspecify.annotations.NullMarked;
