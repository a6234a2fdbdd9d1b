/** What a release was deployed with, beside what its app's settings say now. */
@NullMarked
package dev.aviary.builder.release;

import org.jspecify.annotations.NullMarked;
