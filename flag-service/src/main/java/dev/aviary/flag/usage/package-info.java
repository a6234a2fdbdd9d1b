/** Which flags nobody needs any more: when each was last evaluated, and to what. */
@NullMarked
package dev.aviary.flag.usage;

import org.jspecify.annotations.NullMarked;
