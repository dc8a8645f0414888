package dev.sonde.node.collector;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A made-up host of which every collector of procfs has something to say. */
final class SmallHost {
    /** Path in the tree, below which is who reads it, and content. */
    static final Map<String, String> FILES = new LinkedHashMap<>();

    private static final Map<String, String> READERS = new LinkedHashMap<>();

    static {
        add("loadavg", "proc/loadavg", "0.21 0.37 0.39 1/719 19737\n");
        add("cpu stat", "proc/stat", """
                cpu  301854 612 111922 8979004 3552 2 3944 0 44 36
                cpu0 44490 19 21045 1087069 220 1 3410 2 1 3
                cpu3 47869 23 16474 1110787 591 0 46 7 2 4
                intr 8885917 17 0 0 0 0 0 0 0 1 79281 0 0 0
                ctxt 38014093
                btime 1418183276
                processes 26442
                procs_running 2
                procs_blocked 1
                softirq 5057579 250191 1481983 1647 211099 186066 0 1783454 622196 12499 508444
                """);
        add("cpu", "proc/cpuinfo", """
                processor\t: 0
                vendor_id\t: GenuineIntel
                cpu family\t: 6
                model\t\t: 142
                model name\t: Some CPU @ 1.90GHz
                stepping\t: 10
                microcode\t: 0xb4
                cpu MHz\t\t: 799.998
                cache size\t: 8192 KB
                physical id\t: 0
                core id\t\t: 0
                flags\t\t: fpu aes
                bugs\t\t: meltdown

                """);
        add("cpu", "sys/devices/system/cpu/isolated", "3\n");
        add("cpu", "sys/devices/system/cpu/online", "0,3\n");
        for (int cpu : new int[] {0, 3}) {
            String path = "sys/devices/system/cpu/cpu" + cpu + '/';
            add("cpu", path + "online", "1\n");
            add("cpu", path + "topology/physical_package_id", "0\n");
            add("cpu", path + "topology/core_id", cpu + "\n");
            add("cpu", path + "thermal_throttle/core_throttle_count", "5\n");
            add("cpu", path + "thermal_throttle/package_throttle_count", "30\n");
        }
        add("meminfo", "proc/meminfo", """
                MemTotal:       15666184 kB
                MemFree:          440324 kB
                Active(anon):    1063600 kB
                HugePages_Total:       0
                DirectMap4k:       91648 kB
                """);
        add("vmstat", "proc/vmstat", "nr_free_pages 977769\npgpgin 7344136\noom_kill 0\npswpin 1476\n");
        add("netstat", "proc/net/netstat", """
                TcpExt: SyncookiesSent ListenDrops TCPTimeouts
                TcpExt: 3 0 115
                IpExt: InNoRoutes InOctets
                IpExt: 0 6286396970
                """);
        add("netstat", "proc/net/snmp", """
                Ip: Forwarding DefaultTTL
                Ip: 1 64
                Tcp: RtoAlgorithm MaxConn ActiveOpens
                Tcp: 1 -1 3556
                """);
        add("netstat", "proc/net/snmp6", """
                Ip6InReceives                   \t7
                Icmp6OutMsgs                    \t8
                Udp6InDatagrams                 \t0
                """);
        add("sockstat", "proc/net/sockstat", """
                sockets: used 229
                TCP: inuse 4 orphan 0 tw 4 alloc 17 mem 1
                UDP: inuse 0 mem 0
                FRAG: inuse 0 memory 0
                """);
        add("sockstat", "proc/net/sockstat6", "TCP6: inuse 17\nFRAG6: inuse 0 memory 0\n");
        add("filefd", "proc/sys/fs/file-nr", "1024\t0\t1631329\n");
        for (String resource : new String[] {"cpu", "io", "memory"}) {
            add("pressure", "proc/pressure/" + resource, """
                    some avg10=0.00 avg60=0.03 avg300=0.10 total=14036781
                    full avg10=0.00 avg60=0.00 avg300=0.01 total=9
                    """);
        }
        add("pressure", "proc/pressure/irq", "full avg10=0.00 avg60=0.00 avg300=0.00 total=8494\n");
        add("conntrack", "proc/sys/net/netfilter/nf_conntrack_count", "123\n");
        add("conntrack", "proc/sys/net/netfilter/nf_conntrack_max", "65536\n");
        add("conntrack", "proc/net/stat/nf_conntrack", """
                entries  searched found new invalid ignore delete delete_list insert insert_failed drop early_drop \
                icmp_error  expect_new expect_create expect_delete search_restart
                00000021  0 1 2 000000ff 4 5 6 7 8 9 a b c d e f
                00000021  0 1 2 3 4 5 6 7 8 9 a b c d e f
                """);
        add("diskstats", "proc/diskstats", """
                   8       0 sda 25354637 34367663 1003346126 18492372 28444756 11134226 505697032 63877960 0 9653880 \
                82621804 1 2 3 4 5 6
                 252       0 dm-0 59910002 0 1253229754 39566396 6477642 0 1267124832 8421 0 5 6
                """);
        add("diskstats", "sys/block/sda/queue/rotational", "1\n");
        add("diskstats", "udev/b8:0", """
                S:disk/by-id/x
                E:ID_MODEL=MODEL
                E:ID_SERIAL_SHORT=1234
                E:ID_ATA=1
                E:ID_ATA_ROTATION_RATE_RPM=7200
                """);
        add("diskstats", "udev/b252:0", "E:DM_NAME=vg-root\nE:DM_VG_NAME=vg\nE:ID_FS_TYPE=ext4\nE:ID_FS_VERSION=1.0\n");
        add("time", "sys/devices/system/clocksource/clocksource0/available_clocksource", "tsc hpet acpi_pm \n");
        add("time", "sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc\n");
        for (String name : new String[] {"ostype", "osrelease", "version", "arch", "hostname", "domainname"}) {
            add("uname", "proc/sys/kernel/" + name, "the " + name + "\n");
        }
    }

    private SmallHost() {}

    private static void add(String readers, String path, String content) {
        FILES.put(path, content);
        READERS.put(path, readers);
    }

    /** Names of the collectors that read a file. */
    static Stream<String> readers(String path) {
        return Stream.of(READERS.get(path).split(" "));
    }

    static FixtureTree build(Path dir) {
        FixtureTree tree = new FixtureTree(dir);
        FILES.forEach(tree::write);
        return tree;
    }
}
