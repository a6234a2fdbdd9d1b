/** Deployments, from the request to the result. */
@NullMarked
package dev.aviary.cli.deployment;

import org.jspecify.annotations.NullMarked;
