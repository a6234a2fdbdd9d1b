/** What a terminal shows: tables, colours, ages. */
@NullMarked
package dev.aviary.cli.text;

import org.jspecify.annotations.NullMarked;
