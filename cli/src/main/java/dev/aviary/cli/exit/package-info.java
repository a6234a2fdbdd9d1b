/** How a command ends. */
@NullMarked
package dev.aviary.cli.exit;

import org.jspecify.annotations.NullMarked;
