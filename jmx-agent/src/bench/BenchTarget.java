import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * An application with as many MBeans as it is told, of ten attributes each (four long, three double, an int, a boolean,
 * a String). With -1 it says MAIN and ends. Otherwise it says READY and answers lines of its standard input: "state" with
 * its threads, loaded classes, used heap after a collection and bytes allocated by all threads; "read N" with the bytes
 * that reading all MBeans allocates by itself, per time of N.
 */
public class BenchTarget {
    public interface StatMBean {
        long getCount();

        long getBytes();

        long getErrors();

        long getMaxLatency();

        double getMeanRate();

        double getOneMinuteRate();

        double getFifteenMinuteRate();

        int getActive();

        boolean isHealthy();

        String getRateUnit();
    }

    public static class Stat implements StatMBean {
        private final long seed;

        Stat(long seed) {
            this.seed = seed;
        }

        private static long time() {
            return System.nanoTime() >>> 20;
        }

        public long getCount() {
            return seed + time();
        }

        public long getBytes() {
            return seed * 31 + time();
        }

        public long getErrors() {
            return seed & 7;
        }

        public long getMaxLatency() {
            return seed % 977;
        }

        public double getMeanRate() {
            return seed / 7.0;
        }

        public double getOneMinuteRate() {
            return time() / 3.0;
        }

        public double getFifteenMinuteRate() {
            return seed / 11.0;
        }

        public int getActive() {
            return (int) (seed % 13);
        }

        public boolean isHealthy() {
            return (seed & 1) == 0;
        }

        public String getRateUnit() {
            return TimeUnit.SECONDS.name();
        }
    }

    private static final String[] TYPES = {
        "BrokerTopicMetrics", "ReplicaManager", "RequestMetrics", "Log", "FetcherStats",
        "DelayedOperation", "Partition", "SocketServer", "GroupMetadata", "Controller"
    };
    private static final String[] ATTRIBUTES = {
        "Count", "Bytes", "Errors", "MaxLatency", "MeanRate", "OneMinuteRate", "FifteenMinuteRate", "Active",
        "Healthy", "RateUnit"
    };

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static long allocated() {
        long sum = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long read(MBeanServer server, int times) throws Exception {
        ObjectName[] names = server.queryNames(new ObjectName("bench.app:*"), null).toArray(new ObjectName[0]);
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < times; i++) {
            for (ObjectName name : names) {
                server.getAttributes(name, ATTRIBUTES);
            }
        }
        return (THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before) / times;
    }

    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[0]);
        if (count < 0) {
            System.out.println("MAIN");
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (int i = 0; i < count; i++) {
            String name = "bench.app:type=" + TYPES[i % TYPES.length] + ",name=Metric" + (i / 10 % 50)
                    + "PerSec,topic=topic-" + (i / 500) + ",partition=" + i % 500;
            server.registerMBean(new Stat(1000 + i), new ObjectName(name));
        }
        System.out.println("READY");
        java.util.Scanner in = new java.util.Scanner(System.in, "UTF-8");
        while (in.hasNextLine()) {
            String[] words = in.nextLine().split(" ");
            if (words[0].equals("state")) {
                long bytes = allocated();
                System.out.println(THREADS.getThreadCount() + " "
                        + ManagementFactory.getClassLoadingMXBean().getLoadedClassCount() + " " + used() + " " + bytes);
            } else {
                System.out.println(read(server, Integer.parseInt(words[1])));
            }
            System.out.flush();
        }
        Runtime.getRuntime().halt(0);
    }
}
