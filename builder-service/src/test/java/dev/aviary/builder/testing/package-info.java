/**
 * Real parts for tests: repositories, images, a Travis with a key of its own, a running builder.
 */
@NullMarked
package dev.aviary.builder.testing;

import org.jspecify.annotations.NullMarked;
