package dev.aviary.builder.secret;

import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.Writes;
import java.time.Clock;

/** Vaults outside of an application context. */
public final class Vaults {
  private Vaults() {}

  public static SecretVault at(RedisLink redis, String key) {
    var wire = Wire.standalone();
    var writes = new Writes(redis);
    var store = new SecretStore(redis);
    var clock = Clock.systemUTC();
    return new SecretVault(
        store,
        new SealedRecords(store, writes, new EventLog(redis, writes, wire), clock),
        new Sealing(new SecretSettings(key)),
        wire,
        clock);
  }
}
