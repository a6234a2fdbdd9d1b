/** The sample app as a git repository. */
@NullMarked
package dev.aviary.system.source;

import org.jspecify.annotations.NullMarked;
