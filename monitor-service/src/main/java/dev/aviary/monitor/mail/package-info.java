/** Tells of alerts by mail, once each. */
@NullMarked
package dev.aviary.monitor.mail;

import org.jspecify.annotations.NullMarked;
