/** What comes of something that is asked for: done, or refused. */
@NullMarked
package dev.aviary.contract.result;

import org.jspecify.annotations.NullMarked;
