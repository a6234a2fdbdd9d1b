/** Secret values that an app needs: sealed in Redis, files in its containers. */
@NullMarked
package dev.aviary.builder.secret;

import org.jspecify.annotations.NullMarked;
