package dev.sonde.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.db.mysql.MysqlOptions;
import dev.sonde.db.options.Option;
import java.util.ArrayList;
import java.util.List;

/** The names of MySQL's collectors, from the flags that turn them on. */
final class Collectors {
    /** Switches within a collector. */
    private static final String WITHIN = ".*(\\.utc|by_user|by_host|privileges|old_names)";

    private Collectors() {}

    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Option option : MysqlOptions.TABLE) {
            boolean collector = option.name().startsWith("collect.")
                    && option.kind() == Option.Kind.BOOL
                    && !option.name().matches(WITHIN);
            if (collector) {
                names.add(option.name().substring("collect.".length()));
            }
        }
        assertThat(names).hasSize(36);
        return names;
    }
}
