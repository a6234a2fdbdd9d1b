/** What a service keeps on this machine, to know it without Redis. */
@NullMarked
package dev.aviary.contract.file;

import org.jspecify.annotations.NullMarked;
