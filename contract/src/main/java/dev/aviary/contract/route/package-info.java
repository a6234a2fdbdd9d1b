/** The control keys: what decides where public requests go. */
@NullMarked
package dev.aviary.contract.route;

import org.jspecify.annotations.NullMarked;
