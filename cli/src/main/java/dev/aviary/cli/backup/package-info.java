/** Backups: one encrypted file, and an instance made of it again. */
@NullMarked
package dev.aviary.cli.backup;

import org.jspecify.annotations.NullMarked;
