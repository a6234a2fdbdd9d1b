/**
 * What stands for a text that is not to be kept, or is too long, and what proves where one came
 * from.
 */
@NullMarked
package dev.aviary.contract.hash;

import org.jspecify.annotations.NullMarked;
