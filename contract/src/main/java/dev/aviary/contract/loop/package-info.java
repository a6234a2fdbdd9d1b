/** Work that is done again and again on a thread of its own. */
@NullMarked
package dev.aviary.contract.loop;

import org.jspecify.annotations.NullMarked;
