/** Says in one sentence why a container did not start as it should, and what helps. */
@NullMarked
package dev.aviary.builder.diagnosis;

import org.jspecify.annotations.NullMarked;
