/** The listener for deployed apps, on the host's address in their network. */
@NullMarked
package dev.aviary.flag.gateway;

import org.jspecify.annotations.NullMarked;
