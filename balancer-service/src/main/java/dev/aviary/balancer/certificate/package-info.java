/** The certificates of host names, and the answers to the challenges of a certificate authority. */
@NullMarked
package dev.aviary.balancer.certificate;

import org.jspecify.annotations.NullMarked;
