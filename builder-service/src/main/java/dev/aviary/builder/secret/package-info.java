/** Values that an app needs and nobody may see: sealed in Redis, files in its containers. */
@NullMarked
package dev.aviary.builder.secret;

import org.jspecify.annotations.NullMarked;
