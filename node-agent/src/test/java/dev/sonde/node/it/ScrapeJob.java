package dev.sonde.node.it;

import java.util.List;

/**
 * One job with one target of a Prometheus under test.
 *
 * @param protocols what it may ask for, in order, by the names of {@code scrape_protocols}; empty for the default,
 *     and always empty for servers before 2.49, which do not know the key
 * @param more further lines of the job, each without indent
 */
record ScrapeJob(String name, int port, String path, List<String> protocols, List<String> more) {

    String yaml() {
        StringBuilder yaml = new StringBuilder("- job_name: '" + name + "'\n");
        yaml.append("  metrics_path: ").append(path).append('\n');
        yaml.append("  static_configs: [{targets: ['127.0.0.1:").append(port).append("']}]\n");
        if (!protocols.isEmpty()) {
            yaml.append("  scrape_protocols: ").append(protocols).append('\n');
        }
        more.forEach(line -> yaml.append("  ").append(line).append('\n'));
        return yaml.toString();
    }
}
