/** What the services write to their logs: a line an event, whatever others put into its values. */
@NullMarked
package dev.aviary.contract.log;

import org.jspecify.annotations.NullMarked;
