/** Deployed containers that ask other parts of Aviary, and how they are known. */
@NullMarked
package dev.aviary.contract.caller;

import org.jspecify.annotations.NullMarked;
