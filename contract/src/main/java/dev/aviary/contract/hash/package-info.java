/** What stands for a text that is not to be kept, or is too long. */
@NullMarked
package dev.aviary.contract.hash;

import org.jspecify.annotations.NullMarked;
