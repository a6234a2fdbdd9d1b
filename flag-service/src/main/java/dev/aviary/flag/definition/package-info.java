/** What a flag is: flagd's definition, and beside it what Aviary knows of it. */
@NullMarked
package dev.aviary.flag.definition;

import org.jspecify.annotations.NullMarked;
