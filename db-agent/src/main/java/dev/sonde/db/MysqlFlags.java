package dev.sonde.db;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.flags.LogFlags;
import dev.sonde.core.http.WebFlags;
import dev.sonde.core.runtime.BuildInfo;
import dev.sonde.db.mysql.MysqlOptions;
import dev.sonde.db.options.Options;
import java.util.LinkedHashMap;
import java.util.Map;

/** The flags of {@code db-agent mysql}: mysqld_exporter's, and those that all agents have. */
final class MysqlFlags {
    private MysqlFlags() {}

    static FlagSet declare(BuildInfo build) {
        FlagSet flags = new FlagSet("db-agent mysql", "MySQL metrics for Prometheus").version(build.text("db-agent"));
        WebFlags.declare(flags, ":9104");
        LogFlags.declare(flags);
        flags.string("config.my-cnf", ".my.cnf", "Option file with user and password.");
        flags.string("mysqld.address", "localhost:3306", "Server, where the option file names none.");
        flags.string("mysqld.username", "", "User, where the option file names none.");
        Options.declare(MysqlOptions.TABLE, flags);
        return flags;
    }

    /** What flags and environment say of the section {@code client} where the file says nothing. */
    static Map<String, String> fallback(FlagSet flags, Map<String, String> environment, boolean fileGiven) {
        Map<String, String> fallback = new LinkedHashMap<>();
        String old = environment.getOrDefault("DATA_SOURCE_NAME", "");
        if (!old.isEmpty() && !fileGiven && !flags.isSet("mysqld.address")) {
            DataSourceName.parse(old, fallback);
        } else {
            fallback.put("address", flags.getString("mysqld.address"));
        }
        if (!flags.getString("mysqld.username").isEmpty()) {
            fallback.put("user", flags.getString("mysqld.username"));
        }
        String password = environment.getOrDefault("MYSQLD_EXPORTER_PASSWORD", "");
        if (!password.isEmpty()) {
            fallback.put("password", password);
        }
        return fallback;
    }
}
