/** Where images come from that are not built here. */
@NullMarked
package dev.aviary.builder.registry;

import org.jspecify.annotations.NullMarked;
