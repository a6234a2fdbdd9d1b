/** What the services report about what they do: heartbeats and traffic. */
@NullMarked
package dev.aviary.contract.telemetry;

import org.jspecify.annotations.NullMarked;
