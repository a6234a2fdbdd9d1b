/** The REST API by which people and scripts read and change flags. */
@NullMarked
package dev.aviary.flag.api;

import org.jspecify.annotations.NullMarked;
