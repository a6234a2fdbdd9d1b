/**
 * JSON as it was written: a sealed, immutable tree, and the reader that makes it within limits.
 *
 * <p>Jackson's and Micronaut's {@code JsonNode} are no replacement. Both make a number of a
 * number's text, so that {@code 1e1} comes back as {@code 1E+1} or {@code 10}; flags come back as
 * they were written. Both are open class hierarchies, so a {@code switch} over them is not checked.
 * Jackson's tree is mutable, and compiled rules share their values among threads. Jackson's
 * streaming parser reads the text here as well: it refuses duplicate names, and says where a text
 * is wrong.
 */
@NullMarked
package dev.aviary.flag.json;

import org.jspecify.annotations.NullMarked;
