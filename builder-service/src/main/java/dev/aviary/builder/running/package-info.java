/** What an owner can see and do of containers that run: logs, commands, a restart. */
@NullMarked
package dev.aviary.builder.running;

import org.jspecify.annotations.NullMarked;
