package dev.sonde.jmx.web;

import dev.sonde.core.http.Route;
import dev.sonde.core.http.TlsSettings;
import dev.sonde.core.http.WebConfig;
import dev.sonde.jmx.config.BasicAuthConfig;
import dev.sonde.jmx.config.HttpConfig;
import dev.sonde.jmx.config.SslConfig;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Basic authentication and TLS as the rules file has them. The key store follows its file. Any thread. */
public final class RulesFileWebConfig implements WebConfig {
    private final @Nullable BasicAuthConfig basic;
    private final @Nullable KeyStoreTls tls;

    private RulesFileWebConfig(@Nullable BasicAuthConfig basic, @Nullable SslConfig ssl) {
        this.basic = basic;
        this.tls = ssl == null ? null : new KeyStoreTls(ssl);
    }

    /** @throws dev.sonde.core.config.ConfigException when the key store cannot be used */
    public static WebConfig of(HttpConfig config) {
        return config.basic == null && config.ssl == null
                ? WebConfig.NONE
                : new RulesFileWebConfig(config.basic, config.ssl);
    }

    @Override
    public @Nullable TlsSettings tls() {
        return tls == null ? null : tls.current();
    }

    @Override
    public boolean http2() {
        return false;
    }

    @Override
    public Map<String, String> headers() {
        return Collections.emptyMap();
    }

    @Override
    public boolean reload() {
        return tls == null || tls.reload();
    }

    @Override
    public Route guard(Route next, Executor pool) {
        return basic == null ? next : new BasicAuthGuard(basic, next, pool);
    }
}
