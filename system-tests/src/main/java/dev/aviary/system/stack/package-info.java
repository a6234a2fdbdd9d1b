/** A running Aviary as a person on its machine meets it: services, containers, mails. */
@NullMarked
package dev.aviary.system.stack;

import org.jspecify.annotations.NullMarked;
