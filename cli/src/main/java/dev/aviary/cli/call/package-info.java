/** HTTP calls to the admin APIs. */
@NullMarked
package dev.aviary.cli.call;

import org.jspecify.annotations.NullMarked;
