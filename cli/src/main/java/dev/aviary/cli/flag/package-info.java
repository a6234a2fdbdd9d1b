/** Feature flags. */
@NullMarked
package dev.aviary.cli.flag;

import org.jspecify.annotations.NullMarked;
