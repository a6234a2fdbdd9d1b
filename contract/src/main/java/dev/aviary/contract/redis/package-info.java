/** How the services share state: key names, revisions, one-step writes, one-step reads. */
@NullMarked
package dev.aviary.contract.redis;

import org.jspecify.annotations.NullMarked;
