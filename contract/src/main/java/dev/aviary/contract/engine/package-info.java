/** The connection to the Docker engine. */
@NullMarked
package dev.aviary.contract.engine;

import org.jspecify.annotations.NullMarked;
