/** What the services report about what they do: heartbeats, traffic and samples. */
@NullMarked
package dev.aviary.contract.telemetry;

import org.jspecify.annotations.NullMarked;
