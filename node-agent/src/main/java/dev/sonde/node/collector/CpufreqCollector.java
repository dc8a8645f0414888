package dev.sonde.node.collector;

import dev.sonde.core.io.DescriptorShare;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.node.linux.CpuList;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Frequencies of the CPUs and who governs them, {@code devices/system/cpu/cpu*}{@code /cpufreq}: {@code
 * Documentation/admin-guide/pm/cpufreq.rst}. CPUs whose frequency is one share a policy, which is read once for all of
 * them. Which CPUs there are is looked up when others are offline than before, and otherwise rarely. What cannot be read
 * is left out.
 */
public final class CpufreqCollector extends AgentCollector {
    /** Scrapes after which the directory is looked at again although nothing seems to have changed. */
    private static final int LOOK_AGAIN = 128;

    /** With more policies it pays to have the frequencies of all measured at once. */
    private static final int MEASURED_EACH = 2;

    private final String directory;
    private final String cpuinfo;
    private final KernelFile offlineList;
    private final BitSet offline = new BitSet();
    private final BitSet offlineBefore = new BitSet();
    private final NoDataException absent;
    private final boolean firmware;
    private final DescriptorShare descriptors;
    private Map<String, CpufreqPolicy> known = new HashMap<>();
    private CpufreqPolicy[] policies = {};
    private boolean keepOpen;
    private boolean cpus;
    private int scrapes;

    public CpufreqCollector(NodeContext context) {
        super("cpufreq");
        descriptors = context.descriptors();
        directory = context.paths().sys("devices/system/cpu");
        cpuinfo = context.paths().proc("cpuinfo");
        offlineList = new KernelFile(directory + "/offline", 256);
        absent = new NoDataException(directory + ": no CPUs");
        try (KernelFile driver = new KernelFile(directory + "/cpu0/cpufreq/scaling_driver", 64)) {
            firmware = driver.read() && CpufreqPolicy.text(driver).equals("cppc_cpufreq");
        }
    }

    /** That driver asks firmware through a mailbox, which on some ARM servers does not answer. */
    @Override
    public boolean mayBlock() {
        return firmware;
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        offline.clear();
        if (offlineList.read()) {
            CpuList.parse(offlineList.bytes(), offlineList.length(), offline);
        }
        if (scrapes++ % LOOK_AGAIN == 0 || !offline.equals(offlineBefore)) {
            look();
        }
        if (!cpus) {
            throw absent;
        }
        if (policies.length > MEASURED_EACH) {
            measure();
        }
        for (CpufreqPolicy policy : policies) {
            policy.update(sink, keepOpen);
        }
    }

    /**
     * Before 5.19 an x86 kernel sleeps for 10 ms in each read of {@code scaling_cur_freq} whose last measurement is older
     * than a second, so for seconds on a large host. Opening cpuinfo measures all CPUs in one such sleep ({@code
     * arch_freq_prepare_all}), after which the reads do without.
     */
    private void measure() {
        try (FileInputStream opened = new FileInputStream(cpuinfo)) {
            opened.getChannel();
        } catch (IOException e) {
            // Only an acceleration.
        }
    }

    private void look() throws IOException {
        offlineBefore.clear();
        offlineBefore.or(offline);
        String[] names = new File(directory).list();
        Map<String, List<String>> cpusOf = new HashMap<>();
        List<String> paths = new ArrayList<>();
        cpus = false;
        for (String cpu : CpuNames.sorted(names == null ? new String[0] : names)) {
            cpus = true;
            File link = new File(directory, cpu + "/cpufreq");
            if (offline.get(CpuNames.number(cpu)) || !link.isDirectory()) {
                continue;
            }
            String path = link.getCanonicalPath();
            List<String> sharing = cpusOf.get(path);
            if (sharing == null) {
                sharing = new ArrayList<>();
                cpusOf.put(path, sharing);
                paths.add(path);
            }
            sharing.add(cpu.substring("cpu".length()));
        }
        if (keepOpen) {
            descriptors.giveBack(policies.length * CpufreqPolicy.KEPT_OPEN);
        }
        keepOpen = descriptors.take(paths.size() * CpufreqPolicy.KEPT_OPEN);
        Map<String, CpufreqPolicy> before = known;
        known = new HashMap<>();
        policies = new CpufreqPolicy[paths.size()];
        for (int i = 0; i < policies.length; i++) {
            String path = paths.get(i);
            List<String> sharing = cpusOf.getOrDefault(path, List.of());
            CpufreqPolicy policy = before.get(path);
            if (policy == null || !policy.isOf(sharing)) {
                policy = new CpufreqPolicy(path, sharing);
            } else {
                before.remove(path);
                policy.lookAgain();
            }
            policies[i] = policy;
            known.put(path, policy);
        }
        for (CpufreqPolicy gone : before.values()) {
            gone.close();
        }
    }
}
