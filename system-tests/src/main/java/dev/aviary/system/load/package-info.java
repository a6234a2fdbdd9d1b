/** A steady load that knows from where it may be answered. */
@NullMarked
package dev.aviary.system.load;

import org.jspecify.annotations.NullMarked;
