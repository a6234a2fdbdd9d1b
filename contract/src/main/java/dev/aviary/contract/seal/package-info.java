/** Secret values where they lie: sealed with a key of the service. */
@NullMarked
package dev.aviary.contract.seal;

import org.jspecify.annotations.NullMarked;
