/** JSON as it was written: a sealed tree that keeps each number's own text. */
@NullMarked
package dev.aviary.flag.json;

import org.jspecify.annotations.NullMarked;
