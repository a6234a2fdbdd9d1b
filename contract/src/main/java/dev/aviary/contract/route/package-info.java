/** How public requests are shared, derived from the control keys by a pure function. */
@NullMarked
package dev.aviary.contract.route;

import org.jspecify.annotations.NullMarked;
