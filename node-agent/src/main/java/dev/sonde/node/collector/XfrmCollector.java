package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.io.ReadError;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.KernelFiles;
import java.io.IOException;
import java.util.Arrays;

/**
 * Packets that IPsec dropped, {@code proc/net/xfrm_stat}: {@code Documentation/networking/xfrm_proc.rst}. As with the
 * peer, what a kernel does not count yet is 0, and what newer ones count besides is not given.
 */
public final class XfrmCollector extends AgentCollector {
    /** Counters by the kernel's name and why packets were dropped. */
    private static final String[][] COUNTERS = {
        {"XfrmInError", "other errors"},
        {"XfrmInBufferError", "no buffer was left"},
        {"XfrmInHdrError", "the header was wrong"},
        {"XfrmInNoStates", "there is no state for their address, protocol and index"},
        {"XfrmInStateProtoError", "the protocol of the state failed, as with a wrong key"},
        {"XfrmInStateModeError", "the mode of the state failed"},
        {"XfrmInStateSeqError", "the sequence number lay outside the window"},
        {"XfrmInStateExpired", "the state has expired"},
        {"XfrmInStateMismatch", "an option of the state does not fit"},
        {"XfrmInStateInvalid", "the state is not valid"},
        {"XfrmInTmplMismatch", "no template of the policy fits the states"},
        {"XfrmInNoPols", "the states have no policy"},
        {"XfrmInPolBlock", "a policy blocks them"},
        {"XfrmInPolError", "the policy failed"},
        {"XfrmOutError", "other errors"},
        {"XfrmOutBundleGenError", "no bundle could be made"},
        {"XfrmOutBundleCheckError", "the bundle did not pass"},
        {"XfrmOutNoStates", "there is no state"},
        {"XfrmOutStateProtoError", "the protocol of the state failed"},
        {"XfrmOutStateModeError", "the mode of the state failed"},
        {"XfrmOutStateSeqError", "the sequence numbers were used up"},
        {"XfrmOutStateExpired", "the state has expired"},
        {"XfrmOutPolBlock", "a policy blocks them"},
        {"XfrmOutPolDead", "the policy was gone"},
        {"XfrmOutPolError", "the policy failed"},
        {"XfrmFwdHdrError", "they must not be forwarded"},
        {"XfrmOutStateInvalid", "the state is not valid"},
        {"XfrmAcquireError", "the state was not acquired before its use"},
    };

    private final KernelFile file;
    private final ByteCursor cursor = new ByteCursor();
    private final Series[] series = new Series[COUNTERS.length];
    private final long[] values = new long[COUNTERS.length];
    private final NoDataException absent;

    public XfrmCollector(NodeContext context) {
        super("xfrm");
        file = new KernelFile(context.paths().proc("net/xfrm_stat"), 2048);
        absent = new NoDataException(file.path() + ": the kernel does not count for IPsec");
        for (int i = 0; i < series.length; i++) {
            series[i] = MetricFamily.counter(metric(COUNTERS[i][0]), "Packets dropped: " + COUNTERS[i][1] + '.')
                    .series();
        }
    }

    /** {@code XfrmInHdrError} is {@code node_xfrm_in_hdr_error_packets_total}. */
    private static String metric(String name) {
        StringBuilder metric = new StringBuilder("node");
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                metric.append('_').append((char) (c + 'a' - 'A'));
            } else {
                metric.append(c);
            }
        }
        return metric.append("_packets_total").toString();
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        if (!file.read()) {
            if (file.error() == ReadError.MISSING) {
                throw absent;
            }
            throw new IOException(file.failure());
        }
        Arrays.fill(values, 0);
        cursor.reset(file);
        int next = 0;
        do {
            if (!cursor.word()) {
                continue;
            }
            int counter = find(next);
            long value = cursor.number();
            if (!cursor.ok()) {
                throw KernelFiles.malformed(file, cursor);
            }
            if (counter >= 0) {
                values[counter] = value;
                next = counter + 1;
            }
        } while (cursor.nextLine());
        for (int i = 0; i < series.length; i++) {
            sink.sample(series[i], values[i]);
        }
    }

    /** The counter of the cursor's word, looked for from the one that usually comes next; -1 when it is not known. */
    private int find(int next) {
        for (int i = 0; i < COUNTERS.length; i++) {
            int counter = (next + i) % COUNTERS.length;
            if (cursor.wordIs(COUNTERS[counter][0])) {
                return counter;
            }
        }
        return -1;
    }
}
