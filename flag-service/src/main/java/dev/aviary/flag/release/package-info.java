/** The clients that ask for flags: deployed containers and others. */
@NullMarked
package dev.aviary.flag.release;

import org.jspecify.annotations.NullMarked;
