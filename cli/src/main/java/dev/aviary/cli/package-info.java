/** The command aviary: what a person types, over the admin APIs of the services. */
@NullMarked
package dev.aviary.cli;

import org.jspecify.annotations.NullMarked;
