package dev.sonde.db.redis;

import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.db.number.GoNumber;
import dev.sonde.db.options.Options;
import dev.sonde.db.redis.info.Pairs;
import dev.sonde.db.redis.names.Family;
import dev.sonde.db.redis.names.Names;
import dev.sonde.db.redis.resp.Commands;
import dev.sonde.db.redis.resp.Replies;
import java.io.File;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of the server: a few always, all of them when asked for. One thread at a time. */
final class ConfigFeature extends Feature {
    private static final int MOST = 10_000;
    private static final Set<String> SECRET =
            Set.of("masterauth", "requirepass", "tls-key-file-pass", "tls-client-key-file-pass");
    private static final Set<String> NUMBERS = Set.of("maxclients", "maxmemory", "io-threads", "repl-backlog-size");

    private final Names names;
    private final String command;
    private final boolean all;
    private final boolean redact;
    private final Family limitBytes;
    private final Family limitSeconds;
    private final Family keyValue;
    private final Family value;
    private final @Nullable Series rdbSize;
    private final LabelCache<Setting> settings = new LabelCache<>(MOST, this::setting);
    private final Pairs words = new Pairs();

    ConfigFeature(Names names, Options options) {
        this.names = names;
        command = options.text("config-command");
        all = options.bool("include-config-metrics");
        redact = options.bool("redact-config-metrics");
        limitBytes = names.gauge(
                "config_client_output_buffer_limit_bytes",
                "Setting client-output-buffer-limit: bytes at which a client is cut off.",
                "class",
                "limit");
        limitSeconds = names.gauge(
                "config_client_output_buffer_limit_overcome_seconds",
                "Setting client-output-buffer-limit: seconds that a client may be above the soft limit.",
                "class",
                "limit");
        keyValue = names.gauge("config_key_value", "1, labelled with a setting and its value.", "key", "value");
        rdbSize = options.bool("include-rdb-file-size-metric")
                ? names.gauge("rdb_current_size_bytes", "Size of the dump on disk.")
                        .series()
                : null;
        value = names.gauge("config_value", "A setting that is a number.", "key");
    }

    private static final class Setting {
        final String key;
        final boolean isDatabases;
        final boolean isLimit;

        @Nullable Series number;

        @Nullable Series generic;

        @Nullable Series text;

        String last = "";
        final Map<String, Series> limits = new HashMap<>(4);

        Setting(String key) {
            this.key = key;
            isDatabases = key.equals("databases");
            isLimit = key.equals("client-output-buffer-limit");
        }
    }

    private Setting setting(String key) {
        Setting made = new Setting(key);
        if (NUMBERS.contains(key)) {
            made.number = names.gauge("config_" + key.replace('-', '_'), "Setting " + key + ".")
                    .series();
        }
        if (all && !(redact && SECRET.contains(key))) {
            made.generic = value.series(key);
        }
        return made;
    }

    @Override
    void ask(Commands commands) {
        commands.add(command, "GET", "*");
    }

    @Override
    void read(Replies replies, int at, int count, RedisScrape scrape) {
        int root = replies.root(at);
        settings.begin();
        String folder = "";
        String file = "";
        int size = replies.size(root);
        int node = root + 1;
        for (int i = 0; i + 1 < size; i += 2) {
            int valueNode = replies.next(node);
            if (rdbSize != null && replies.is(node, "dir")) {
                folder = replies.text(valueNode);
            } else if (rdbSize != null && replies.is(node, "dbfilename")) {
                file = replies.text(valueNode);
            }
            Setting setting = settings.get(replies.bytes(), replies.from(node), replies.to(node));
            if (setting != null) {
                take(setting, replies, valueNode, scrape);
            }
            node = replies.next(valueNode);
        }
        if (rdbSize != null && !folder.isEmpty()) {
            scrape.sink().sample(rdbSize, size(folder, file));
        }
    }

    /** Only a server on this host has its dump within the agent's reach. */
    private static long size(String folder, String file) {
        return file.isEmpty() ? 0 : new File(folder, file).length();
    }

    private void take(Setting setting, Replies replies, int node, RedisScrape scrape) {
        MetricSink sink = scrape.sink();
        byte[] bytes = replies.bytes();
        int from = replies.from(node);
        int to = replies.to(node);
        if (setting.isDatabases) {
            scrape.databases((int) replies.number(node, scrape.databases()));
        }
        if (setting.isLimit) {
            limits(setting, bytes, from, to, sink);
        }
        if (setting.number != null) {
            GoNumber.sample(sink, setting.number, bytes, from, to, 0);
        }
        if (setting.generic != null) {
            GoNumber.sample(sink, setting.generic, bytes, from, to, 0);
            if (setting.text == null || !replies.is(node, setting.last)) {
                setting.last = replies.text(node);
                setting.text = keyValue.series(setting.key, setting.last);
            }
            sink.sample(setting.text, 1L);
        }
    }

    /** Words in fours: {@code normal 0 0 0 slave 268435456 67108864 60}. */
    private void limits(Setting setting, byte[] bytes, int from, int to, MetricSink sink) {
        words.over(bytes, from, to, ' ');
        while (words.next()) {
            String kind = words.key();
            for (int i = 0; i < 3 && words.next(); i++) {
                Series series = setting.limits.computeIfAbsent(
                        kind + i,
                        key -> (key.endsWith("2") ? limitSeconds : limitBytes)
                                .series(kind, key.endsWith("0") ? "hard" : "soft"));
                GoNumber.sample(sink, series, bytes, words.keyFrom(), words.keyTo(), 0);
            }
        }
    }
}
