package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settings of the kernel that flags name, {@code proc/sys}. One that cannot be read costs itself; the log says so once. */
public final class SysctlCollector extends AgentCollector {
    private static final String INCLUDE = "collector.sysctl.include";
    private static final String INCLUDE_INFO = "collector.sysctl.include-info";
    private static final Logger log = LoggerFactory.getLogger(SysctlCollector.class);

    private final Sysctl[] sysctls;

    public static void flags(FlagSet flags) {
        flags.strings(
                INCLUDE,
                "Give the numbers of this sysctl, as kernel.threads-max or fs.file-nr:allocated,free,max; repeatable.");
        flags.strings(INCLUDE_INFO, "Give the words of this sysctl as labels; repeatable.");
    }

    public SysctlCollector(NodeContext context) {
        super("sysctl");
        List<Sysctl> all = new ArrayList<>();
        for (String include : context.flags().getStrings(INCLUDE)) {
            all.add(new Sysctl(context.paths(), include, true));
        }
        for (String include : context.flags().getStrings(INCLUDE_INFO)) {
            all.add(new Sysctl(context.paths(), include, false));
        }
        sysctls = all.toArray(new Sysctl[0]);
    }

    @Override
    public void update(MetricSink sink) throws IOException {
        int good = 0;
        String failure = "";
        for (Sysctl sysctl : sysctls) {
            boolean changed = sysctl.update(sink);
            if (sysctl.failure().isEmpty()) {
                good++;
            } else {
                failure = sysctl.failure();
                if (changed) {
                    log.warn("{}", failure);
                }
            }
        }
        if (good == 0 && sysctls.length > 0) {
            throw new IOException(failure);
        }
    }
}
