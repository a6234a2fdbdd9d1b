package dev.aviary.flag.ofrep;

import dev.aviary.contract.hash.Sha256;
import dev.aviary.flag.evaluate.Context;
import dev.aviary.flag.evaluate.Ruleset;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.release.FlagCaller;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/*
 * Why a tag can be made without an evaluation: what a bulk evaluation gives follows from the rules,
 * the context (into which the asker's release has been put), the streams that are announced, and time.
 * Streams follow from the asker and from a secret that all flag services share. Time is taken as the last
 * moment at which it may have changed any result, which the rules know when they are compiled. All of
 * that is known before the first flag is evaluated, so an unchanged client costs one hash.
 */

/**
 * The flags as they are answered: the rules, and a tag that no other state of the flags has had,
 * also after data was lost and revisions began again.
 *
 * @param tag of the configuration, without quotes
 * @param announced stands for the streams that clients are told of
 * @param stale whether Redis is away, which results say
 */
record Edition(Ruleset rules, ObjectNode metadata, String tag, String announced, boolean stale) {
  private static final int BYTES = 18;

  Edition with(boolean nowStale) {
    return new Edition(rules, metadata, tag, announced, nowStale);
  }

  /** The ETag of a bulk evaluation. */
  String entityTag(FlagCaller asker, Context context, long nowMillis) {
    MessageDigest digest = Sha256.begin();
    Hashing.add(digest, tag);
    Hashing.add(digest, stale ? announced + " stale" : announced);
    Hashing.add(digest, Long.toString(rules.lastBoundary(nowMillis)));
    Hashing.add(digest, asker.id());
    context.addTo(digest);
    byte[] hash = digest.digest();
    return '"' + Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash, BYTES)) + '"';
  }

  /** The ETag of the configuration, which events tell and clients send back. */
  String configTag() {
    return '"' + tag + '"';
  }
}
