/** Flags of other products, translated with a report of what is not the same. */
@NullMarked
package dev.aviary.flag.foreign;

import org.jspecify.annotations.NullMarked;
