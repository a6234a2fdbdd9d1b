/** One HTTP request that asks a container whether it is well. */
@NullMarked
package dev.aviary.contract.probe;

import org.jspecify.annotations.NullMarked;
