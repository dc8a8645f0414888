package dev.sonde.db.redis.info;

import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.db.number.GoNumber;
import dev.sonde.db.redis.names.Family;
import dev.sonde.db.redis.names.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The section Keyspace, in which empty databases are missing and have to be filled in. One thread at a time. */
public final class Keyspace {
    private static final int MOST = 10_000;

    private final Family keys;
    private final Family expiring;
    private final Family ttl;
    private final Family cached;
    private final Map<Integer, Database> databases = new TreeMap<>();
    private final Pairs pairs = new Pairs();

    Keyspace(Names names) {
        keys = names.gauge("db_keys", "Keys in a database.", "db");
        expiring = names.gauge("db_keys_expiring", "Keys in a database that are going to expire.", "db");
        ttl = names.gauge("db_avg_ttl_seconds", "Mean time to live of the keys that expire, in seconds.", "db");
        cached = names.gauge("db_keys_cached", "Fourth figure of a database's line: cached keys of KeyDB.", "db");
    }

    InfoField database(int number) {
        return databases.computeIfAbsent(number, Database::new);
    }

    /** Fills in the databases up to {@code count} that INFO did not name. */
    public void fill(int count, long scrape, MetricSink sink) {
        for (int i = 0; i < Math.min(count, MOST); i++) {
            Database database = databases.computeIfAbsent(i, Database::new);
            if (!database.cameIn(scrape)) {
                sink.sample(database.keysSeries, 0L);
                sink.sample(database.expiringSeries, 0L);
            }
        }
    }

    /** The databases that INFO named in this scrape: those with keys. */
    public List<Integer> used(long scrape) {
        List<Integer> used = new ArrayList<>();
        databases.forEach((number, database) -> {
            if (database.cameIn(scrape)) {
                used.add(number);
            }
        });
        return used;
    }

    private final class Database extends InfoField {
        final Series keysSeries;
        final Series expiringSeries;
        private final Series ttlSeries;
        private final Series cachedSeries;

        Database(int number) {
            String name = "db" + number;
            keysSeries = keys.series(name);
            expiringSeries = expiring.series(name);
            ttlSeries = ttl.series(name);
            cachedSeries = cached.series(name);
        }

        @Override
        void take(byte[] bytes, int from, int to, MetricSink sink) {
            pairs.over(bytes, from, to, ',');
            for (int i = 0; pairs.next() && i < 4; i++) {
                Series series = i == 0 ? keysSeries : i == 1 ? expiringSeries : i == 2 ? ttlSeries : cachedSeries;
                GoNumber.sample(sink, series, bytes, pairs.valueFrom(), pairs.valueTo(), i == 2 ? 3 : 0);
            }
        }
    }
}
