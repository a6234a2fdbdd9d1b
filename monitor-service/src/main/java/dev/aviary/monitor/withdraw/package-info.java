/** Takes a canary out of the traffic while Redis is away. */
@NullMarked
package dev.aviary.monitor.withdraw;

import org.jspecify.annotations.NullMarked;
