package dev.sonde.jmx.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.config.WatchedFile;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.SampleBuffer;
import dev.sonde.jmx.artefact.SyntheticTarget;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Against MBean servers of this JVM, with MBeans made for the purpose. */
class JmxCollectorTest {
    private final MBeanServer server = MBeanServerFactory.newMBeanServer("test");
    private final AtomicBoolean ready = new AtomicBoolean(true);
    private final SampleBuffer buffer = new SampleBuffer();

    @TempDir
    Path folder;

    private Path file;
    private JmxCollector collector;

    @BeforeEach
    void start() throws IOException {
        file = folder.resolve("jmx.yml");
        rules("excludeObjectNames: ['JMImplementation:*']\n");
    }

    private void rules(String yaml) throws IOException {
        Files.writeString(file, yaml);
        WatchedFile<SessionPlan> watched = new WatchedFile<>(
                file.toString(),
                (name, content) -> new SessionPlan(name, content, line -> {}),
                LoggerFactory.getLogger(JmxCollectorTest.class));
        collector = new JmxCollector(watched, new LocalServer(() -> server), ready::get);
    }

    private Map<String, Double> scrape() {
        return scrape(10_000);
    }

    private Map<String, Double> scrape(long millis) {
        buffer.begin(1, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
        try {
            collector.update(buffer);
        } catch (NoDataException e) {
            throw new AssertionError(e);
        }
        buffer.end();
        Map<String, Double> samples = new TreeMap<>();
        for (int i = 0; i < buffer.size(); i++) {
            samples.put(buffer.series(i).toString(), buffer.value(i));
        }
        return samples;
    }

    private Map<String, Double> beans() {
        Map<String, Double> samples = scrape();
        samples.keySet().removeIf(name -> name.startsWith("jmx_"));
        return samples;
    }

    /** An MBean whose attributes and values a test sets. */
    private static final class Bean implements DynamicMBean {
        final Map<String, Object> values = new LinkedHashMap<>();
        final AtomicInteger calls = new AtomicInteger();
        volatile Runnable before = () -> {};
        volatile Runnable described = () -> {};
        volatile boolean undeclared;

        Bean with(String name, Object value) {
            values.put(name, value);
            return this;
        }

        @Override
        public Object getAttribute(String name) {
            before.run();
            return values.get(name);
        }

        @Override
        public AttributeList getAttributes(String[] names) {
            calls.incrementAndGet();
            before.run();
            AttributeList list = new AttributeList();
            for (String name : names) {
                list.add(new Attribute(name, values.get(name)));
            }
            if (undeclared) {
                list.add(0, new Attribute("nobody", 7));
                list.add(new Attribute("nobody", 8));
            }
            return list;
        }

        @Override
        public MBeanInfo getMBeanInfo() {
            described.run();
            MBeanAttributeInfo[] attributes = values.keySet().stream()
                    .map(name -> new MBeanAttributeInfo(name, "java.lang.Object", name, true, false, false))
                    .toArray(MBeanAttributeInfo[]::new);
            return new MBeanInfo("Bean", "", attributes, null, null, null);
        }

        @Override
        public void setAttribute(Attribute attribute) {}

        @Override
        public AttributeList setAttributes(AttributeList attributes) {
            return attributes;
        }

        @Override
        public Object invoke(String name, Object[] arguments, String[] signature) {
            return name;
        }
    }

    private Bean register(String name, Bean bean) {
        try {
            server.registerMBean(bean, new ObjectName(name));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return bean;
    }

    @Test
    void followsMBeansAndAttributesThatComeAndGo() throws Exception {
        Bean bean = register("d:type=A", new Bean().with("x", 1).with("y", true));
        assertThat(beans()).isEqualTo(Map.of("d_A_x", 1.0, "d_A_y", 1.0));
        register("d:type=B,n=1", new Bean().with("x", 2));
        bean.with("x", 5L).with("z", 2.5);
        bean.values.remove("y");
        assertThat(beans()).isEqualTo(Map.of("d_A_x", 5.0, "d_A_z", 2.5, "d_B_x{n=\"1\"}", 2.0));
        server.unregisterMBean(new ObjectName("d:type=A"));
        assertThat(beans()).isEqualTo(Map.of("d_B_x{n=\"1\"}", 2.0));
    }

    @Test
    void asksAnMBeanOncePerScrape() {
        Bean bean = register("d:type=A", new Bean().with("a", 1).with("b", 2).with("c", 3));
        scrape();
        scrape();
        assertThat(bean.calls).hasValue(2);
    }

    @Test
    void handsOverTheSameSeriesInTheSameOrder() {
        register("d:type=A,n=1", new Bean().with("a", 1).with("b", 2));
        register("d:type=A,n=2", new Bean().with("a", 1).with("b", 2));
        scrape();
        int layout = buffer.layout();
        scrape();
        assertThat(buffer.layout()).isEqualTo(layout);
    }

    @Test
    void aValueMayChangeItsKind() throws IOException {
        rules("autoExcludeObjectNameAttributes: false\nincludeObjectNames: ['d:*']\n");
        Bean bean = register("d:type=A", new Bean().with("x", 1));
        assertThat(beans()).containsEntry("d_A_x", 1.0);
        for (Object none : new Object[] {"text", new int[] {1}, new Object(), Optional.empty()}) {
            bean.with("x", none);
            assertThat(beans()).as(none.toString()).isEmpty();
        }
        bean.with("x", Optional.of(false));
        assertThat(beans()).containsEntry("d_A_x", 0.0);
    }

    @Test
    void anUnusableAttributeIsNotReadAgain() {
        Bean bean = register("d:type=A", new Bean().with("x", new Object()).with("y", 1));
        assertThat(beans()).hasSize(1);
        bean.with("x", 3);
        assertThat(beans()).hasSize(1);
    }

    @Test
    void oneBrokenValueOrMBeanCostsItselfOnly() {
        register("d:type=Good", new Bean().with("x", 1));
        register("d:type=Throws", new Bean().with("x", 1)).before = () -> {
            throw new IllegalStateException();
        };
        register("d:type=Errs", new Bean().with("x", 1)).before = () -> {
            throw new StackOverflowError();
        };
        register("d:type=Number", new Bean().with("y", 2).with("x", new Number() {
                    @Override
                    public int intValue() {
                        return 0;
                    }

                    @Override
                    public long longValue() {
                        return 0;
                    }

                    @Override
                    public float floatValue() {
                        return 0;
                    }

                    @Override
                    public double doubleValue() {
                        return 0;
                    }

                    @Override
                    public String toString() {
                        throw new IllegalStateException("no text");
                    }
                }));
        Map<String, Double> samples = scrape();
        assertThat(samples)
                .containsEntry("d_Good_x", 1.0)
                .containsEntry("d_Number_y", 2.0)
                .containsEntry("jmx_agent_dropped_samples_total{reason=\"broken_value\"}", 1.0)
                .containsEntry("jmx_scrape_error", 0.0)
                .doesNotContainKey("d_Throws_x");
    }

    @Test
    void anMBeanThatCannotDescribeItselfCostsItselfOnly() {
        register("d:type=Good", new Bean().with("x", 1));
        Bean bad = register("d:type=Bad", new Bean().with("x", 1));
        bad.described = () -> {
            throw new IllegalStateException("no description");
        };
        assertThat(beans()).isEqualTo(Map.of("d_Good_x", 1.0));
    }

    @Test
    void attributesThatNobodyDeclaredAreNotTaken() {
        Bean bean = register("d:type=A", new Bean().with("x", 1).with("y", 2));
        bean.undeclared = true;
        assertThat(beans()).isEqualTo(Map.of("d_A_x", 1.0, "d_A_y", 2.0));
    }

    @Test
    void attributesThatBecomeOneInSnakeCaseAreShownOnce() throws IOException {
        rules("includeObjectNames: ['d:*']\nrules: [{pattern: '.*', attrNameSnakeCase: true}]\n");
        register("d:type=A", new Bean().with("aB", 1).with("a_b", 1));
        Map<String, Double> samples = beans();
        assertThat(samples).isEqualTo(Map.of("d_A_a_b{_objectname=\"d<type=A><>a_b\"}", 1.0));
    }

    @Test
    void nestedTablesInAnMBeanWithAPropertyOfTheirKeysName() throws Exception {
        server.registerMBean(new SyntheticTarget.Open(), new ObjectName("d:type=Open,key=taken"));
        assertThat(beans())
                .containsEntry("d_Open_Counts{key=\"taken\",key_=\"first\"}", 1.0)
                .containsEntry(
                        "d_Open_Nested{_objectname=\"d<type=Open, key=taken, key_=outer, key__=x><>Nested\","
                                + "key=\"taken\",key_=\"outer\"}",
                        1.0);
    }

    @Test
    void whoDoesNotAnswerIsLeftOutAndAskedAgainOnceItHas() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Bean slow = register("d:type=Slow", new Bean().with("x", 1));
        for (int i = 0; i < 20; i++) {
            register("d:type=Fast,n=" + i, new Bean().with("x", i));
        }
        slow.before = () -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        Map<String, Double> first = scrape(1000);
        assertThat(first).containsEntry("d_Fast_x{n=\"0\"}", 0.0).containsEntry("d_Fast_x{n=\"19\"}", 19.0);
        assertThat(first).doesNotContainKey("d_Slow_x").containsEntry("jmx_agent_stuck_beans", 1.0);
        Map<String, Double> second = scrape(1000);
        assertThat(second).containsEntry("d_Fast_x{n=\"7\"}", 7.0).containsEntry("jmx_agent_scrape_incomplete", 0.0);
        assertThat(slow.calls).hasValue(1);
        slow.before = () -> {};
        release.countDown();
        while (!scrape().containsKey("d_Slow_x")) {
            Thread.onSpinWait();
        }
    }

    @Test
    void seriesBeyondTheLimitAreLeftOutAndCounted() throws IOException {
        rules("includeObjectNames: ['d:*']\nsonde: {maxSeries: 3}\n");
        for (int i = 0; i < 5; i++) {
            register("d:type=A,n=" + i, new Bean().with("x", i));
        }
        Map<String, Double> samples = scrape();
        assertThat(samples.keySet().stream().filter(name -> name.startsWith("d_")))
                .hasSize(3);
        assertThat(samples).containsEntry("jmx_agent_dropped_samples_total{reason=\"series_limit\"}", 2.0);
    }

    @Test
    void countersBelowZeroAreLeftOutAndCounted() throws IOException {
        rules("includeObjectNames: ['d:*']\nrules: [{pattern: 'n=(.)', name: c, type: COUNTER, labels: {n: $1}}]\n");
        register("d:type=A,n=1", new Bean().with("x", -1));
        register("d:type=A,n=2", new Bean().with("x", 2));
        assertThat(scrape())
                .containsEntry("c_total{n=\"2\"}", 2.0)
                .doesNotContainKey("c_total{n=\"1\"}")
                .containsEntry("jmx_agent_dropped_samples_total{reason=\"negative_counter\"}", 1.0);
    }

    @Test
    void equalSeriesAreToldApartAsLongAsThereAreTwo() throws Exception {
        rules("includeObjectNames: ['d:*']\nrules: [{pattern: 'x', name: same}]\n");
        register("d:type=A", new Bean().with("x", 1));
        register("d:type=B", new Bean().with("x", 2));
        assertThat(beans())
                .isEqualTo(
                        Map.of("same{_objectname=\"d<type=A><>x\"}", 1.0, "same{_objectname=\"d<type=B><>x\"}", 2.0));
        server.unregisterMBean(new ObjectName("d:type=B"));
        assertThat(beans()).isEqualTo(Map.of("same", 1.0));
    }

    @Test
    void seriesFollowValuesThatAreInTheirLabels() throws IOException {
        rules("includeObjectNames: ['d:*']\nrules: [{pattern: 'x: (.*)', name: state, value: 1, labels: {is: $1}}]\n");
        Bean bean = register("d:type=A", new Bean().with("x", "UP"));
        assertThat(beans()).isEqualTo(Map.of("state{is=\"UP\"}", 1.0));
        bean.with("x", "DOWN");
        assertThat(beans()).isEqualTo(Map.of("state{is=\"DOWN\"}", 1.0));
    }

    @Test
    void attributesAndExtrasOfACustomizer() throws IOException {
        rules("""
                includeObjectNames: ['d:*']
                metricCustomizers:
                - mbeanFilter: {domain: d, properties: {type: A}}
                  attributesAsLabels: [Name, Missing, Nil]
                  extraMetrics: [{name: up, value: 1, description: Up.}]
                """);
        Bean bean = register(
                "d:type=A", new Bean().with("Name", "n1").with("Nil", null).with("x", 1));
        register("d:type=B", new Bean().with("x", 2));
        assertThat(beans()).isEqualTo(Map.of("d_A_x{Name=\"n1\"}", 1.0, "d_A_up{Name=\"n1\"}", 1.0, "d_B_x", 2.0));
        bean.with("Name", "n2");
        assertThat(beans()).isEqualTo(Map.of("d_A_x{Name=\"n2\"}", 1.0, "d_A_up{Name=\"n2\"}", 1.0, "d_B_x", 2.0));
    }

    @Test
    void onlyTheAttributesAskedFor() throws IOException {
        rules("""
                includeObjectNames: ['d:*']
                includeObjectNameAttributes: {'d:type=A': [x, y]}
                excludeObjectNameAttributes: {'d:type=A': [y]}
                """);
        register("d:type=A", new Bean().with("x", 1).with("y", 2).with("z", 3));
        register("d:type=B", new Bean().with("x", 2));
        assertThat(beans()).isEqualTo(Map.of("d_A_x", 1.0));
    }

    @Test
    void aNewRulesFileIsTakenOverAndABadOneIsNot() throws IOException {
        register("d:type=A", new Bean().with("x", 1));
        assertThat(beans()).containsKey("d_A_x");
        Files.writeString(file, "lowercaseOutputName: true\nincludeObjectNames: ['d:*']\n");
        assertThat(scrape()).containsKey("d_a_x").containsEntry("jmx_config_reload_success_total", 1.0);
        Files.writeString(file, "rules: 7\n");
        assertThat(scrape()).containsKey("d_a_x").containsEntry("jmx_config_reload_failure_total", 1.0);
        assertThat(scrape()).containsEntry("jmx_config_reload_failure_total", 2.0);
        Files.writeString(file, "includeObjectNames: ['d:*']\n");
        assertThat(scrape()).containsKey("d_A_x").containsEntry("jmx_config_reload_success_total", 2.0);
    }

    @Test
    void theMBeansOfThisJvm() throws IOException {
        rules("");
        collector = new JmxCollector(
                new WatchedFile<>(
                        file.toString(),
                        (name, content) -> new SessionPlan(name, content, line -> {}),
                        LoggerFactory.getLogger(JmxCollectorTest.class)),
                new LocalServer(ManagementFactory::getPlatformMBeanServer),
                ready::get);
        Map<String, Double> samples = scrape();
        assertThat(samples)
                .containsKey("java_lang_Memory_HeapMemoryUsage_used")
                .containsEntry("java_lang_Runtime_Pid", (double)
                        ProcessHandle.current().pid());
        assertThat(samples.keySet()).noneMatch(name -> name.contains("SystemProperties"));
    }

    @Test
    void nothingIsReadBeforeTheApplicationIsReady() {
        Bean bean = register("d:type=A", new Bean().with("x", 1));
        ready.set(false);
        assertThatThrownBy(() -> collector.update(buffer)).isInstanceOf(NoDataException.class);
        assertThat(bean.calls).hasValue(0);
        ready.set(true);
        assertThat(beans()).containsKey("d_A_x");
    }

    @Test
    void utf8NamesStayWhole() {
        register("d:type=A,n=\u00e4", new Bean().with("x", 1));
        assertThat(beans().keySet()).containsExactly(new String("d_A_x{n=\"\u00e4\"}".getBytes(UTF_8), UTF_8));
    }
}
