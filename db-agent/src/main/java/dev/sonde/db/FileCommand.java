package dev.sonde.db;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.config.ConfigFile;
import dev.sonde.core.config.ConfigNode;
import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.http.HttpServer;
import dev.sonde.core.http.WebFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code db-agent --config.file}: both listeners from one process. The file's sections {@code mysql} and {@code redis} have
 * the flags of the two commands as keys, so that what is known of the one is known of the other:
 *
 * <pre>
 * mysql:
 *   web.listen-address: [":9104"]
 *   config.my-cnf: /etc/db-agent/my.cnf
 *   collect.info_schema.tables: true
 * redis:
 *   redis.addr: redis://localhost:6379
 *   redis.password-file: /etc/db-agent/redis.json
 * </pre>
 *
 * Targets beyond the two default ones are asked for by {@code /probe} and {@code /scrape}, with credentials from the option
 * file's sections and the password file, both read again when they change.
 */
final class FileCommand {
    private static final Logger log = LoggerFactory.getLogger(FileCommand.class);

    private final FlagSet mysql;
    private final FlagSet redis;
    private final boolean withMysql;
    private final boolean withRedis;
    private final Map<String, String> environment;

    /** @throws ConfigException when the file cannot be used, naming the line */
    FileCommand(String file, FlagSet mysql, FlagSet redis, Map<String, String> environment) {
        this.mysql = mysql;
        this.redis = redis;
        this.environment = environment;
        ConfigNode root = ConfigFile.readExpanded(file, environment).allow("mysql", "redis");
        ConfigNode mysqlNode = root.get("mysql");
        ConfigNode redisNode = root.get("redis");
        withMysql = mysqlNode != null;
        withRedis = redisNode != null;
        if (!withMysql && !withRedis) {
            throw new ConfigException(file + ": neither mysql nor redis in it");
        }
        if (mysqlNode != null) {
            mysql.parse(arguments(mysqlNode));
            WebFlags.check(mysql);
        }
        if (redisNode != null) {
            redis.parse(GoArguments.translate(arguments(redisNode), RedisFlags.byName(), environment));
            WebFlags.check(redis);
        }
    }

    private static String[] arguments(ConfigNode section) {
        List<String> arguments = new ArrayList<>();
        for (String key : section.isNull() ? List.<String>of() : section.keys()) {
            ConfigNode value = section.require(key);
            if (value.isList()) {
                for (String item : value.strings()) {
                    arguments.add("--" + key + "=" + item);
                }
            } else if (value.string().equals("true")) {
                arguments.add("--" + key);
            } else if (value.string().equals("false")) {
                arguments.add("--no-" + key);
            } else {
                arguments.add("--" + key + "=" + value.string());
            }
        }
        return arguments.toArray(new String[0]);
    }

    /** Starts the listeners; the first failure ends it. */
    List<HttpServer> start(AgentServer agent) {
        List<HttpServer> servers = new ArrayList<>();
        if (withMysql) {
            servers.add(new MysqlCommand(mysql, agent, environment).start());
        }
        if (withRedis) {
            servers.add(new RedisCommand(redis, agent).start());
        }
        log.info("Ready, listeners={}", servers.size());
        return servers;
    }
}
