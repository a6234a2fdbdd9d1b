/** Who asks for flags: which deployed container, or which other client. */
@NullMarked
package dev.aviary.flag.release;

import org.jspecify.annotations.NullMarked;
