/**
 * The description of a service's HTTP API (OpenAPI 3.0): what its operations have in common, and
 * where it is served.
 */
@NullMarked
package dev.aviary.contract.openapi;

import org.jspecify.annotations.NullMarked;
