/** Images made of sources. */
@NullMarked
package dev.aviary.builder.image;

import org.jspecify.annotations.NullMarked;
