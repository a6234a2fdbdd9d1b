/** What asks for a deployment, and the one way in that all of it takes. */
@NullMarked
package dev.aviary.builder.trigger;

import org.jspecify.annotations.NullMarked;
