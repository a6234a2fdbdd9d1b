/** Travis CI as Aviary meets it. */
@NullMarked
package dev.aviary.system.ci;

import org.jspecify.annotations.NullMarked;
