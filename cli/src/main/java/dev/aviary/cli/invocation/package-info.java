/** What every command has: options, who runs it, how it ends. */
@NullMarked
package dev.aviary.cli.invocation;

import org.jspecify.annotations.NullMarked;
