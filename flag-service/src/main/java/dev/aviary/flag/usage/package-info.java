/** Which flags are no longer needed: when each was last evaluated, and to what. */
@NullMarked
package dev.aviary.flag.usage;

import org.jspecify.annotations.NullMarked;
