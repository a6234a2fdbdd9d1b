/** What talks to Docker: what is running, and the single steps that change it. */
@NullMarked
package dev.aviary.builder.engine;

import org.jspecify.annotations.NullMarked;
