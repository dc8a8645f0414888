package dev.sonde.jmx.artefact;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/**
 * An application with MBeans of every kind of attribute, whose values never change. Prints READY, ends with its standard
 * input. As many more MBeans as its argument says. Written in Java 8, to run there too.
 */
public final class SyntheticTarget {
    private SyntheticTarget() {}

    public enum Plain {
        ONE,
        TWO
    }

    public enum WithBody {
        ONE {
            @Override
            int number() {
                return 1;
            }
        };

        abstract int number();
    }

    public interface KindsMBean {
        int getInt();

        long getLong();

        short getShort();

        byte getByte();

        float getFloat();

        double getDouble();

        boolean isBoolean();

        char getCharacter();

        Integer getBoxedInteger();

        Boolean getBoxedBoolean();

        AtomicLong getAtomicLong();

        AtomicInteger getAtomicInteger();

        BigDecimal getBigDecimal();

        BigInteger getBigInteger();

        double getNotANumber();

        double getInfinity();

        double getNegativeInfinity();

        double getNegativeZero();

        double getTiny();

        double getLarge();

        long getMaxLong();

        String getText();

        String getNumberText();

        String getEmptyText();

        String getTwoLines();

        Date getDate();

        Plain getPlain();

        WithBody getWithBody();

        Object getNothing();

        Long getNullLong();

        int[] getInts();

        List<String> getList();

        Map<String, String> getMap();

        Object getObject();

        long getFailing();

        void setWriteOnly(int value);

        long getHTTPRequestCount();

        long getRequest_total();

        long getQueueSize_created();

        long getXMLInfo_info();

        long getA_total_total();

        long get_total();
    }

    public static final class Kinds implements KindsMBean {
        @Override
        public int getInt() {
            return 42;
        }

        @Override
        public long getLong() {
            return 1234567890123L;
        }

        @Override
        public short getShort() {
            return -7;
        }

        @Override
        public byte getByte() {
            return 8;
        }

        @Override
        public float getFloat() {
            return 1.1f;
        }

        @Override
        public double getDouble() {
            return 0.1;
        }

        @Override
        public boolean isBoolean() {
            return true;
        }

        @Override
        public char getCharacter() {
            return 'c';
        }

        @Override
        public Integer getBoxedInteger() {
            return -1;
        }

        @Override
        public Boolean getBoxedBoolean() {
            return false;
        }

        @Override
        public AtomicLong getAtomicLong() {
            return new AtomicLong(99);
        }

        @Override
        public AtomicInteger getAtomicInteger() {
            return new AtomicInteger(98);
        }

        @Override
        public BigDecimal getBigDecimal() {
            return new BigDecimal("1.50E+7");
        }

        @Override
        public BigInteger getBigInteger() {
            return new BigInteger("123456789012345678901234567890");
        }

        @Override
        public double getNotANumber() {
            return Double.NaN;
        }

        @Override
        public double getInfinity() {
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public double getNegativeInfinity() {
            return Double.NEGATIVE_INFINITY;
        }

        @Override
        public double getNegativeZero() {
            return -0.0;
        }

        @Override
        public double getTiny() {
            return Double.MIN_VALUE;
        }

        @Override
        public double getLarge() {
            return 1.0E10;
        }

        @Override
        public long getMaxLong() {
            return Long.MAX_VALUE;
        }

        @Override
        public String getText() {
            return "SECONDS";
        }

        @Override
        public String getNumberText() {
            return "17.5";
        }

        @Override
        public String getEmptyText() {
            return "";
        }

        @Override
        public String getTwoLines() {
            return "one\ntwo";
        }

        @Override
        public Date getDate() {
            return new Date(1_500_000_000_123L);
        }

        @Override
        public Plain getPlain() {
            return Plain.TWO;
        }

        @Override
        public WithBody getWithBody() {
            return WithBody.ONE;
        }

        @Override
        public Object getNothing() {
            return null;
        }

        @Override
        public Long getNullLong() {
            return null;
        }

        @Override
        public int[] getInts() {
            return new int[] {1, 2};
        }

        @Override
        public List<String> getList() {
            return Arrays.asList("a", "b");
        }

        @Override
        public Map<String, String> getMap() {
            return Collections.singletonMap("a", "b");
        }

        @Override
        public Object getObject() {
            return Thread.class;
        }

        @Override
        public long getFailing() {
            throw new IllegalStateException("always");
        }

        @Override
        public void setWriteOnly(int value) {}

        @Override
        public long getHTTPRequestCount() {
            return 5;
        }

        @Override
        public long getRequest_total() {
            return 6;
        }

        @Override
        public long getQueueSize_created() {
            return 7;
        }

        @Override
        public long getXMLInfo_info() {
            return 8;
        }

        @Override
        public long getA_total_total() {
            return 9;
        }

        @Override
        public long get_total() {
            return 10;
        }
    }

    public static final class Usage {
        private final long used;
        private final long max;

        Usage(long used, long max) {
            this.used = used;
            this.max = max;
        }

        public long getUsed() {
            return used;
        }

        public long getMax() {
            return max;
        }

        public boolean isFull() {
            return used == max;
        }

        public String getUnit() {
            return "bytes";
        }
    }

    public interface OpenMXBean {
        Usage getUsage();

        Usage getNoUsage();

        Usage[] getUsages();

        Map<String, Long> getCounts();

        Map<String, Usage> getUsageByPool();

        Map<String, Map<String, Integer>> getNested();

        List<Usage> getUsageList();

        Plain getState();

        TimeUnit getUnit();
    }

    public static final class Open implements OpenMXBean {
        @Override
        public Usage getUsage() {
            return new Usage(10, 20);
        }

        @Override
        public Usage getNoUsage() {
            return null;
        }

        @Override
        public Usage[] getUsages() {
            return new Usage[] {new Usage(1, 2)};
        }

        @Override
        public Map<String, Long> getCounts() {
            Map<String, Long> counts = new TreeMap<>();
            counts.put("first", 1L);
            counts.put("second one", 2L);
            return counts;
        }

        @Override
        public Map<String, Usage> getUsageByPool() {
            Map<String, Usage> usage = new TreeMap<>();
            usage.put("Eden, \"young\"", new Usage(3, 4));
            usage.put("Old", new Usage(5, 5));
            return usage;
        }

        @Override
        public Map<String, Map<String, Integer>> getNested() {
            Map<String, Map<String, Integer>> nested = new TreeMap<>();
            Map<String, Integer> inner = new LinkedHashMap<>();
            inner.put("x", 1);
            inner.put("y", 2);
            nested.put("outer", inner);
            return nested;
        }

        @Override
        public List<Usage> getUsageList() {
            return Arrays.asList(new Usage(1, 2));
        }

        @Override
        public Plain getState() {
            return Plain.ONE;
        }

        @Override
        public TimeUnit getUnit() {
            return TimeUnit.DAYS;
        }
    }

    private static CompositeType composite(String name, String description, Map<String, OpenType<?>> items)
            throws Exception {
        String[] names = items.keySet().toArray(new String[0]);
        return new CompositeType(name, description, names, names, items.values().toArray(new OpenType<?>[0]));
    }

    private static DynamicTarget dynamic() throws Exception {
        Map<String, OpenType<?>> point = new LinkedHashMap<>();
        point.put("x", SimpleType.INTEGER);
        point.put("y", SimpleType.INTEGER);
        CompositeType pointType = composite("point", "A point.", point);
        CompositeData one = new CompositeDataSupport(pointType, new String[] {"x", "y"}, new Object[] {1, 2});

        Map<String, OpenType<?>> line = new LinkedHashMap<>();
        line.put("from", pointType);
        line.put("to", pointType);
        line.put("length", SimpleType.DOUBLE);
        CompositeType lineType = composite("line", "A line.", line);
        CompositeData lineData =
                new CompositeDataSupport(lineType, new String[] {"from", "to", "length"}, new Object[] {one, one, 1.5});

        Map<String, OpenType<?>> row = new LinkedHashMap<>();
        row.put("host", SimpleType.STRING);
        row.put("port", SimpleType.INTEGER);
        row.put("Requests", SimpleType.LONG);
        row.put("value", SimpleType.DOUBLE);
        row.put("state", SimpleType.STRING);
        CompositeType rowType = composite("row", "A row.", row);
        TabularType tableType = new TabularType("table", "A table.", rowType, new String[] {"host", "port"});
        TabularDataSupport table = new TabularDataSupport(tableType);
        for (int i = 0; i < 2; i++) {
            table.put(new CompositeDataSupport(
                    rowType,
                    new String[] {"host", "port", "Requests", "value", "state"},
                    new Object[] {"h" + i, 80 + i, 100L + i, i / 2.0, "UP"}));
        }

        Map<String, OpenType<?>> keyed = new LinkedHashMap<>();
        keyed.put("where", pointType);
        keyed.put("weight", SimpleType.LONG);
        CompositeType keyedType = composite("keyed", "A row with a composite key.", keyed);
        TabularDataSupport byPoint =
                new TabularDataSupport(new TabularType("byPoint", "By point.", keyedType, new String[] {"where"}));
        byPoint.put(new CompositeDataSupport(keyedType, new String[] {"where", "weight"}, new Object[] {one, 3L}));

        return new DynamicTarget()
                .put("Point", one)
                .put("Line", lineData)
                .put("Table", table)
                .put("ByPoint", byPoint)
                .put("Maybe", Optional.of(12))
                .put("MaybeMaybe", Optional.of(Optional.of("text")))
                .put("Not", Optional.empty())
                .put("with blank", 1)
                .put("with-dash.and.dot", 2L)
                .put("9lives", 3)
                .put("ümläut", 4)
                .put("points", new CompositeData[] {one});
    }

    private static void register(MBeanServer server, Object bean, String... names) throws Exception {
        for (String name : names) {
            server.registerMBean(bean, new ObjectName(name));
        }
    }

    public static void main(String[] arguments) throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        register(server, new Kinds(), "synthetic:type=Kinds,name=all", "synthetic.other:name=all,type=Kinds");
        register(server, new Open(), "synthetic:type=Open");
        register(
                server,
                dynamic(),
                "synthetic:type=Dynamic",
                "synthetic:type=Quoted,name=\"a,b=c:\\\"d\\\"\",z=1,a=2",
                "syn-thetic.with.dots:type=\u00e4 b,name=c/d",
                "synthetic:9key=1,other-key=x y");
        Usage usage = new Usage(1, 2);
        for (int i = 0; i < 3; i++) {
            register(
                    server,
                    new DynamicTarget()
                            .put("Count", 10L + i)
                            .put("OneMinuteRate", i / 3.0)
                            .put("Value", usage.getMax()),
                    "kafka.server:type=BrokerTopicMetrics,name=MessagesInPerSec,topic=topic-" + i,
                    "kafka.server:type=FetcherLagMetrics,name=ConsumerLag,clientId=c,topic=t,partition=" + i,
                    "Catalina:type=GlobalRequestProcessor,name=\"http-nio-808" + i + "\"",
                    "org.apache.cassandra.metrics:type=ColumnFamily,keyspace=k,scope=s" + i + ",name=ReadLatency");
        }
        int many = arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]);
        for (int i = 0; i < many; i++) {
            register(
                    server,
                    new DynamicTarget()
                            .put("Count", 10L + i)
                            .put("MeanRate", i / 7.0)
                            .put("Active", i % 2 == 0)
                            .put("Unit", TimeUnit.SECONDS.name()),
                    "many:type=T" + i % 10 + ",name=Metric" + i / 10 % 50 + "PerSec,topic=t" + i / 500 + ",partition="
                            + i);
        }
        System.out.println("READY");
        System.out.flush();
        while (System.in.read() >= 0) {
            // lives as long as the test
        }
    }
}
