package dev.sonde.core.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a server needs to start. Immutable; made by {@link Builder}. */
public final class ServerOptions {
    private final String agent;
    private final List<ListenAddress> addresses;
    private final HttpLimits limits;
    private final WebConfig webConfig;

    private ServerOptions(Builder builder) {
        this.agent = builder.agent;
        this.addresses = Collections.unmodifiableList(new ArrayList<>(builder.addresses));
        this.limits = builder.limits;
        this.webConfig = builder.webConfig;
    }

    /** @param agent name of the agent, for its threads: {@code node-agent} */
    public static Builder builder(String agent) {
        return new Builder(agent);
    }

    public String agent() {
        return agent;
    }

    public List<ListenAddress> addresses() {
        return addresses;
    }

    public HttpLimits limits() {
        return limits;
    }

    public WebConfig webConfig() {
        return webConfig;
    }

    /** Starts from no addresses, the default limits and no web config file. */
    public static final class Builder {
        private final String agent;
        private final List<ListenAddress> addresses = new ArrayList<>();
        private HttpLimits limits = HttpLimits.DEFAULT;
        private WebConfig webConfig = WebConfig.NONE;

        private Builder(String agent) {
            this.agent = agent;
        }

        /** @throws ListenException when the text is not an address */
        public Builder listen(String address) {
            addresses.add(ListenAddress.parse(address));
            return this;
        }

        public Builder listen(List<String> texts) {
            for (String text : texts) {
                listen(text);
            }
            return this;
        }

        public Builder limits(HttpLimits value) {
            this.limits = value;
            return this;
        }

        public Builder webConfig(WebConfig value) {
            this.webConfig = value;
            return this;
        }

        public ServerOptions build() {
            if (addresses.isEmpty()) {
                throw new ListenException("no web listen address given");
            }
            return new ServerOptions(this);
        }
    }
}
