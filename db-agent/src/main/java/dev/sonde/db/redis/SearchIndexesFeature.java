package dev.sonde.db.redis;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.metrics.MetricType;
import dev.sonde.db.number.GoNumber;
import dev.sonde.db.options.Options;
import dev.sonde.db.redis.names.Family;
import dev.sonde.db.redis.names.Names;
import dev.sonde.db.redis.resp.Commands;
import dev.sonde.db.redis.resp.Replies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The search indexes of the server, FT._LIST, and the state of each, FT.INFO. One thread at a time. */
final class SearchIndexesFeature extends Feature {
    private static final int MOST = 1000;
    private static final double MEBIBYTE = 1 << 20;

    /** Field, metric, and what is multiplied to come to its unit; a metric that counts ends in _total. */
    private record Column(String field, String metric, double unit) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("num_docs", "num_docs", 1),
            new Column("max_doc_id", "max_doc_id", 1),
            new Column("num_terms", "num_terms", 1),
            new Column("num_records", "num_records", 1),
            new Column("inverted_sz_mb", "inverted_size_bytes", MEBIBYTE),
            new Column("total_inverted_index_blocks", "total_inverted_index_blocks", 1),
            new Column("vector_index_sz_mb", "vector_index_size_bytes", MEBIBYTE),
            new Column("offset_vectors_sz_mb", "offset_vectors_size_bytes", MEBIBYTE),
            new Column("doc_table_size_mb", "doc_table_size_bytes", MEBIBYTE),
            new Column("sortable_values_size_mb", "sortable_values_size_bytes", MEBIBYTE),
            new Column("key_table_size_mb", "key_table_size_bytes", MEBIBYTE),
            new Column("tag_overhead_sz_mb", "tag_overhead_size_bytes", MEBIBYTE),
            new Column("text_overhead_sz_mb", "text_overhead_size_bytes", MEBIBYTE),
            new Column("total_index_memory_sz_mb", "total_index_memory_size_bytes", MEBIBYTE),
            new Column("geoshapes_sz_mb", "geoshapes_size_bytes", MEBIBYTE),
            new Column("records_per_doc_avg", "avg_per_doc_records", 1),
            new Column("bytes_per_record_avg", "avg_per_record_bytes", 1),
            new Column("offsets_per_term_avg", "avg_per_term_offsets", 1),
            new Column("offset_bits_per_record_avg", "avg_per_record_offset_bits", 1),
            new Column("indexing", "indexing", 1),
            new Column("percent_indexed", "percent_indexed", 1),
            new Column("hash_indexing_failures", "hash_indexing_failures", 1),
            new Column("number_of_uses", "number_of_uses_total", 1),
            new Column("cleaning", "cleaning", 1));

    private final Pattern wanted;
    private final List<Family> families = new ArrayList<>();

    /** @throws ConfigException when the pattern of the wanted indexes is none */
    SearchIndexesFeature(Names names, Options options) {
        String pattern = options.text("check-search-indexes");
        try {
            wanted = Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new ConfigException("check-search-indexes: not a regular expression: " + pattern);
        }
        for (Column column : COLUMNS) {
            families.add(names.family(
                    column.metric.endsWith("_total") ? MetricType.COUNTER : MetricType.GAUGE,
                    "search_index_" + column.metric,
                    "Field " + column.field + " of FT.INFO.",
                    "index_name"));
        }
    }

    @Override
    boolean wanted(RedisScrape scrape) {
        return false;
    }

    @Override
    void more(RedisScrape scrape) throws IOException {
        scrape.next().add("FT._LIST");
        Replies replies = scrape.send();
        int root = replies.root(0);
        if (!replies.isArray(root)) {
            throw new RedisException(replies.text(root));
        }
        List<String> indexes = new ArrayList<>();
        int node = root + 1;
        for (int i = 0; i < replies.size(root) && indexes.size() < MOST; i++) {
            String name = replies.text(node);
            if (wanted.matcher(name).find()) {
                indexes.add(name);
            }
            node = replies.next(node);
        }
        Commands commands = scrape.next();
        for (String index : indexes) {
            commands.add("FT.INFO", index);
        }
        replies = scrape.send();
        for (int i = 0; i < replies.count(); i++) {
            tell(scrape, replies, replies.root(i), indexes.get(i));
        }
    }

    private void tell(RedisScrape scrape, Replies replies, int info, String index) {
        if (!replies.isArray(info)) {
            return;
        }
        for (int i = 0; i < COLUMNS.size(); i++) {
            Column column = COLUMNS.get(i);
            int node = Fields.find(replies, info, column.field);
            // a field that this version does not have is 0, as the peer has it
            String text = node < 0 ? "0" : replies.text(node);
            double value = GoNumber.parse(text);
            // an average over nothing is told as such
            if (!Double.isNaN(value) || text.endsWith("nan")) {
                scrape.sink().sample(families.get(i).series(index), value * column.unit);
            }
        }
    }
}
