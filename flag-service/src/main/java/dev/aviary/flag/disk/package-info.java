/** What the service keeps on this machine, to know it without Redis. */
@NullMarked
package dev.aviary.flag.disk;

import org.jspecify.annotations.NullMarked;
