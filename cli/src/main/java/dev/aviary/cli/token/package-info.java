/** The tokens that sign in to the console. */
@NullMarked
package dev.aviary.cli.token;

import org.jspecify.annotations.NullMarked;
