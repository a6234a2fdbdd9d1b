/** Orders certificates for the hosts of apps from a certificate authority, by ACME (RFC 8555). */
@NullMarked
package dev.aviary.balancer.acme;

import org.jspecify.annotations.NullMarked;
