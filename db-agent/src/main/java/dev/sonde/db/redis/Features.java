package dev.sonde.db.redis;

import dev.sonde.db.options.Options;
import dev.sonde.db.redis.names.Names;
import java.util.ArrayList;
import java.util.List;

/** The list of what a page tells beside INFO. */
final class Features {
    private Features() {}

    /** Those that the options ask for, in the order of their commands. */
    static List<Feature> of(Names names, Options options) {
        List<Feature> features = new ArrayList<>();
        boolean tile38 = options.bool("is-tile38");
        if (!options.text("config-command").equals("-")) {
            features.add(new ConfigFeature(names, options));
        }
        features.add(new ClusterFeature(names, options));
        if (!tile38) {
            features.add(new LatencyLatestFeature(names));
            if (!options.bool("exclude-latency-histogram-metrics")) {
                features.add(new LatencyHistogramFeature(names));
            }
            features.add(new SlowlogFeature(names));
            features.add(new CommandlogFeature(names));
        }
        if (options.bool("export-client-list")) {
            features.add(new ClientsFeature(names, options));
        }
        if (options.bool("include-modules-metrics")) {
            features.add(new ModulesFeature(names));
        }
        if (tile38) {
            features.add(new Tile38Feature());
        }
        if (options.bool("include-search-indexes-metrics")) {
            features.add(new SearchIndexesFeature(names, options));
        }
        features.add(new SentinelFeature(names, options));
        features.add(new KeysFeature(names, options));
        features.add(new CountKeysFeature(names, options));
        features.add(new StreamsFeature(names, options));
        features.add(new KeyGroupsFeature(names, options));
        features.add(new ScriptsFeature(names, options));
        return features;
    }
}
