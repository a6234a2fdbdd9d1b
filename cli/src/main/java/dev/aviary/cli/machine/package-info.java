/** What concerns the machine: the doctor, addresses to open. */
@NullMarked
package dev.aviary.cli.machine;

import org.jspecify.annotations.NullMarked;
