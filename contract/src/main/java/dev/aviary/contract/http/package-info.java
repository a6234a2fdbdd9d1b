/** What every service's REST API has in common: tokens and problem documents. */
@NullMarked
package dev.aviary.contract.http;

import org.jspecify.annotations.NullMarked;
