package dev.sonde.core.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.exposition.PageFormat;
import dev.sonde.core.exposition.ParsedPage;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(100)
class ScrapeCoordinatorTest {
    /** A timeout that a test waits out. */
    private static final long SHORT = 400;

    private final CountDownLatch gate = new CountDownLatch(1);
    private final GatherErrors errors = new GatherErrors();
    private ScrapeCoordinator coordinator;

    private ScrapeCoordinator coordinator(AgentCollector... collectors) {
        return coordinator(List.of(), collectors);
    }

    private ScrapeCoordinator coordinator(List<AgentCollector> own, AgentCollector... collectors) {
        CollectorSet set = new CollectorSet(Arrays.asList(collectors), Set.of("off"), own);
        coordinator = new ScrapeCoordinator(set, "test", "t", errors);
        return coordinator;
    }

    @AfterEach
    void letGo() {
        gate.countDown();
        if (coordinator != null) {
            coordinator.close();
        }
    }

    @Test
    void requestsThatComeMeanwhileShareOneRun() throws Exception {
        Scripted slow = Scripted.inline("slow", Scripted.until(gate));
        coordinator(slow);
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            clients.add(new Client(Client.PATIENT).of(coordinator));
        }
        gate.countDown();
        for (Client client : clients) {
            assertThat(client.body()).isSameAs(clients.get(0).body());
            assertThat(client.page().value("test_slow{i=4}")).isEqualTo("1");
        }
        assertThat(slow.starts).hasValue(1);
        assertThat(new Client(Client.PATIENT).of(coordinator).page().value("test_slow{i=0}"))
                .isEqualTo("2");
    }

    @Test
    void eachClientGetsItsFormatAndEncoding() throws Exception {
        Scripted slow = Scripted.inline("slow", Scripted.until(gate));
        coordinator(slow);
        Client text = new Client(Client.PATIENT).of(coordinator);
        Client open = new Client(Client.PATIENT)
                .wanting(PageFormat.OPENMETRICS, false)
                .of(coordinator);
        Client gzip = new Client(Client.PATIENT).wanting(PageFormat.TEXT, true).of(coordinator);
        gate.countDown();
        assertThat(open.page().value("test_slow{i=0}")).isEqualTo("1");
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes();
        assertThat(plain).isEqualTo(text.body());
    }

    @Test
    void saysHowEachCollectorFared() throws Exception {
        NoDataException nothing = new NoDataException("none of it");
        coordinator(
                Scripted.quick("good"),
                Scripted.inline("empty", () -> {
                    throw nothing;
                }),
                Scripted.inline("broken", () -> {
                    throw new IOException("file: bad");
                }),
                Scripted.blocking("wrong", () -> {
                    throw new IllegalStateException();
                }),
                Scripted.inline("deep", ScrapeCoordinatorTest::overflow),
                Scripted.blocking("unlinked", () -> {
                    throw new NoClassDefFoundError("x");
                }),
                Scripted.inline("last", () -> sneak(new Exception("checked, undeclared"))));
        for (int round = 1; round <= 3; round++) {
            ParsedPage page = new Client(Client.PATIENT).of(coordinator).page();
            assertThat(page.value("test_good{i=4}")).isEqualTo("" + round);
            assertThat(success(page, "good")).isEqualTo("1");
            assertThat(page.families())
                    .containsOnlyKeys(
                            "test_good",
                            "t_scrape_collector_duration_seconds",
                            "t_scrape_collector_failure_reason",
                            "t_scrape_collector_success");
            assertThat(reasons(page))
                    .containsExactlyInAnyOrder(
                            "empty no_data",
                            "broken error",
                            "wrong error",
                            "deep error",
                            "unlinked error",
                            "last error");
            assertThat(page.families()
                            .get("t_scrape_collector_duration_seconds")
                            .samples())
                    .hasSize(7);
        }
    }

    @SuppressWarnings("InfiniteRecursion")
    private static void overflow() {
        overflow();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable e) throws T {
        throw (T) e;
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            a,,        a
            'b,a',,    'a,b'
            'a,a',,    a
            ,a,        'b,c'
            ,'a,x,off',  'b,c'
            ,'a,b,c',
            """)
    void collectsWhatTheFilterSays(String collect, String exclude, String expected) throws Exception {
        coordinator(Scripted.quick("a"), Scripted.quick("b"), Scripted.quick("c"));
        ParsedPage page = new Client(Client.PATIENT)
                .collecting(names(collect))
                .excluding(names(exclude))
                .of(coordinator)
                .page();
        List<String> ran = new ArrayList<>();
        page.families().keySet().stream()
                .filter(name -> name.startsWith("test_"))
                .forEach(name -> ran.add(name.substring(5)));
        assertThat(ran).containsExactly(names(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a   | b | Combined collect and exclude queries are not allowed.
            x   |   | Couldn't create filtered metrics handler: couldn't create collector: missing collector: x
            a,x |   | Couldn't create filtered metrics handler: couldn't create collector: missing collector: x
            ''  |   | 'Couldn''t create filtered metrics handler: couldn''t create collector: missing collector: '
            off |   | Couldn't create filtered metrics handler: couldn't create collector: disabled collector: off
            """)
    void refusesFiltersInThePeersWords(String collect, String exclude, String message) {
        coordinator(Scripted.quick("a"), Scripted.quick("b"));
        Client client =
                new Client(Client.PATIENT).collecting(collect.split(",", -1)).excluding(names(exclude));
        assertThatThrownBy(() -> coordinator.scrape(client))
                .isInstanceOf(FilterException.class)
                .hasMessage(message);
        assertThat(client.answers()).isZero();
    }

    private static String[] names(String list) {
        return list == null ? new String[0] : list.split(",");
    }

    @Test
    void aCollectorThatNeverReturnsCostsItsOwnSeriesOnly() throws Exception {
        Scripted stuck = Scripted.blocking("stuck", Scripted.until(gate));
        coordinator(Scripted.quick("a"), stuck, Scripted.quick("z"));

        ParsedPage first = new Client(SHORT).of(coordinator).page();
        assertThat(reasons(first)).containsExactly("stuck timeout");
        assertThat(success(first, "stuck")).isEqualTo("0");
        assertThat(first.value("test_a{i=4}")).isEqualTo("1");
        assertThat(first.value("test_z{i=4}")).isEqualTo("1");

        for (int round = 2; round < 6; round++) {
            ParsedPage page = new Client(Client.PATIENT).of(coordinator).page();
            assertThat(reasons(page)).containsExactly("stuck stuck");
            assertThat(page.families()).doesNotContainKey("test_stuck");
            assertThat(page.value("test_z{i=4}")).isEqualTo("" + round);
        }
        assertThat(stuck.starts).hasValue(1);

        gate.countDown();
        await(() -> !stuck.isRunning());
        await(() -> success(new Client(Client.PATIENT).of(coordinator).page(), "stuck")
                .equals("1"));
        ParsedPage after = new Client(Client.PATIENT).of(coordinator).page();
        assertThat(after.value("test_stuck{i=0}")).isNotEqualTo("1").isEqualTo(after.value("test_stuck{i=4}"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aScrapeWaitsNoLongerForOneCollectorThanItMayTake(boolean blocking) throws Exception {
        Scripted.Deed hang = Scripted.until(gate);
        Scripted slow = blocking ? Scripted.blocking("slow", hang) : Scripted.inline("slow", hang);
        CollectorSet set = new CollectorSet(List.of(slow, Scripted.quick("fine")), Set.of(), List.of());
        coordinator = new ScrapeCoordinator(set, "test", "t", new CollectorLimits(SHORT, 100), errors);

        ParsedPage page = new Client(Client.PATIENT).of(coordinator).page();

        assertThat(page.value("t_scrape_collector_success{collector=slow}")).isEqualTo("0");
        assertThat(reasons(page)).containsExactly("slow timeout");
        assertThat(page.value("test_fine{i=4}")).isEqualTo("1");
    }

    @Test
    void seriesBeyondTheLimitAreLeftOutAndCounted() throws Exception {
        CollectorSet set = new CollectorSet(List.of(Scripted.quick("large")), Set.of(), List.of());
        coordinator = new ScrapeCoordinator(set, "test", "t", new CollectorLimits(0, 3), errors);
        for (int i = 0; i < 2; i++) {
            ParsedPage page = new Client(Client.PATIENT).of(coordinator).page();
            assertThat(page.value("test_large{i=2}")).isEqualTo(Integer.toString(2 * i + 1));
            assertThat(page.value("sonde_scrape_collector_refused_series{collector=large}"))
                    .isEqualTo("2");
            assertThat(page.value("t_scrape_collector_success{collector=large}"))
                    .isEqualTo("1");
            assertThat(new String(new Client(Client.PATIENT).of(coordinator).body(), StandardCharsets.UTF_8))
                    .doesNotContain("test_large{i=\"3\"}");
        }
    }

    @Test
    void anInlineCollectorThatHangsDoesNotKeepTheRest() throws Exception {
        Scripted hangs = Scripted.inline("hangs", Scripted.until(gate));
        Scripted too = Scripted.inline("too", Scripted.until(gate));
        coordinator(Scripted.quick("a"), hangs, Scripted.quick("m"), too, Scripted.quick("z"));
        ParsedPage page = new Client(8 * SHORT).of(coordinator).page();
        assertThat(reasons(page)).containsExactlyInAnyOrder("hangs timeout", "too timeout");
        assertThat(page.value("test_m{i=4}")).isEqualTo("1");
        assertThat(page.value("test_z{i=4}")).isEqualTo("1");
        for (int i = 0; i < 20; i++) {
            ParsedPage later = new Client(Client.PATIENT).of(coordinator).page();
            assertThat(reasons(later)).containsExactlyInAnyOrder("hangs stuck", "too stuck");
        }
        assertThat(busyThreads()).isEqualTo(2);
    }

    @Test
    void theFirstClientsImpatienceDoesNotEndTheWatchForStalls() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        Scripted slow = Scripted.inline("a", Scripted.until(held));
        coordinator(slow, Scripted.inline("hangs", Scripted.until(gate)), Scripted.quick("z"));
        Client first = new Client(4).of(coordinator);
        Client second = new Client(8 * SHORT).of(coordinator);
        first.body();
        held.countDown();
        ParsedPage page = second.page();
        assertThat(page.value("test_z{i=4}")).isNotNull();
    }

    @Test
    void whoWaitsLessGetsWhatThereIsAndTheOthersAll() throws Exception {
        Scripted slow = Scripted.blocking("slow", Scripted.until(gate));
        coordinator(Scripted.quick("a"), slow);
        Client patient = new Client(Client.PATIENT).of(coordinator);
        Client hasty = new Client(SHORT).of(coordinator);
        ParsedPage partial = hasty.page();
        assertThat(reasons(partial)).containsExactly("slow timeout");
        assertThat(partial.value("test_a{i=4}")).isEqualTo("1");
        assertThat(patient.isAnswered()).isFalse();
        gate.countDown();
        assertThat(patient.page().value("test_slow{i=4}")).isEqualTo("1");
        assertThat(slow.starts).hasValue(1);
    }

    @Test
    void fortyScrapesInParallelWithOneStuck() throws Exception {
        Scripted stuck = Scripted.blocking("stuck", Scripted.until(gate));
        coordinator(Scripted.quick("a"), stuck);
        for (int round = 0; round < 3; round++) {
            List<Client> clients = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                clients.add(new Client(SHORT).of(coordinator));
            }
            for (Client client : clients) {
                assertThat(client.page().value("test_a{i=4}")).isNotNull();
                assertThat(success(client.page(), "stuck")).isEqualTo("0");
            }
        }
        assertThat(stuck.starts).hasValue(1);
        assertThat(busyThreads()).isEqualTo(1);
    }

    @Test
    void aCollectorNeverRunsBesideItselfWhateverTheFilters() throws Exception {
        Scripted a = Scripted.inline("a", () -> Thread.sleep(1));
        Scripted b = Scripted.blocking("b", () -> Thread.sleep(1));
        Scripted c = Scripted.inline("c", () -> Thread.sleep(1));
        coordinator(a, b, c);
        List<Client> clients = new ArrayList<>();
        String[][] filters = {{}, {"a"}, {"b"}, {"c"}, {"a", "b"}, {"b", "c"}, {"a", "c"}};
        for (int i = 0; i < 70; i++) {
            clients.add(new Client(Client.PATIENT)
                    .collecting(filters[i % filters.length])
                    .of(coordinator));
        }
        for (Client client : clients) {
            assertThat(reasons(client.page())).isEmpty();
        }
        assertThat(List.of(a, b, c))
                .allSatisfy(collector -> assertThat(collector.sideBySide).hasValue(0));
    }

    @Test
    void moreFiltersThanThreadsAreAllServedWhole() throws Exception {
        Scripted[] collectors = new Scripted[6];
        for (int i = 0; i < collectors.length; i++) {
            collectors[i] = Scripted.inline("c" + i, () -> {});
        }
        collectors[0].does(Scripted.until(gate));
        coordinator(collectors);
        List<Client> clients = new ArrayList<>();
        for (int filter = 1; filter < 1 << collectors.length; filter += 2) {
            Client client = new Client(Client.PATIENT);
            for (int i = 0; i < collectors.length; i++) {
                if ((filter >> i & 1) == 1) {
                    client.collecting("c" + i);
                }
            }
            clients.add(client.of(coordinator));
        }
        // all of them want c0, which the first has
        await(() -> collectors[5].starts.get() > 0);
        gate.countDown();
        for (Client client : clients) {
            assertThat(reasons(client.page())).isEmpty();
            assertThat(client.page().value("test_c0{i=4}")).isNotNull();
        }
    }

    @Test
    void aCollectorThatAnotherFilterHasDoesNotKeepTheOthers() throws Exception {
        Scripted a = Scripted.blocking("a", Scripted.until(gate));
        coordinator(a, Scripted.quick("b"), Scripted.quick("c"));
        Client holder = new Client(Client.PATIENT).collecting("a", "b").of(coordinator);
        await(a::isRunning);
        ParsedPage partial = new Client(SHORT).of(coordinator).page();
        assertThat(reasons(partial)).containsExactly("a timeout");
        assertThat(partial.value("test_b{i=4}")).isNotNull();
        assertThat(partial.value("test_c{i=4}")).isNotNull();
        Client waits = new Client(Client.PATIENT).of(coordinator);
        gate.countDown();
        assertThat(reasons(holder.page())).isEmpty();
        assertThat(waits.page().value("test_a{i=0}")).isEqualTo("2");
        assertThat(a.sideBySide).hasValue(0);
    }

    @Test
    void timeoutsOfNothingAreAnsweredToo() throws Exception {
        Scripted a = Scripted.inline("a", () -> Thread.sleep(2));
        coordinator(a, Scripted.blocking("b", () -> Thread.sleep(1)));
        for (int i = 0; i < 300; i++) {
            List<Client> clients = List.of(
                    new Client(0).of(coordinator), new Client(1).of(coordinator), new Client(i % 7).of(coordinator));
            for (Client client : clients) {
                assertThat(client.page().families()).containsKey("t_scrape_collector_success");
            }
        }
        await(() -> reasons(new Client(Client.PATIENT).of(coordinator).page()).isEmpty());
    }

    @Test
    void theAgentsOwnFamiliesAreOnEveryPageAndNeverMadeTwiceAtOnce() throws Exception {
        Scripted own = Scripted.inline("own", () -> Thread.sleep(1));
        AgentCollector bad = Scripted.inline("bad", () -> {
            throw new NoClassDefFoundError("x");
        });
        coordinator(List.of(own, bad), Scripted.quick("a"), Scripted.quick("b"));
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            clients.add(new Client(Client.PATIENT)
                    .collecting(i % 2 == 0 ? "a" : "b")
                    .of(coordinator));
        }
        for (Client client : clients) {
            assertThat(client.page().value("test_own{i=4}")).isNotNull();
            assertThat(success(client.page(), "own")).isNull();
        }
        assertThat(own.sideBySide).hasValue(0);
    }

    @Test
    void seriesGivenTwiceAreLeftOutAndCounted() throws Exception {
        coordinator(Scripted.quick("a"), new Copycat());
        ParsedPage page = new Client(Client.PATIENT).of(coordinator).page();
        assertThat(page.value("test_a{i=0}")).isEqualTo("1");
        assertThat(errors.pages()).isEqualTo(1);
        new Client(Client.PATIENT).of(coordinator).page();
        assertThat(errors.pages()).isEqualTo(2);
    }

    /** Gives a series of another collector once more. */
    private static final class Copycat extends AgentCollector {
        private final Series series =
                MetricFamily.gauge("test_a", "Number of the run.", "i").series("0");

        Copycat() {
            super("copycat");
        }

        @Override
        public void update(MetricSink sink) {
            sink.sample(series, -1L);
        }
    }

    @Test
    void aCollectorThatCannotSayWhetherItBlocksIsRunAsideAndGivenBack() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        coordinator(new AgentCollector("odd") {
            @Override
            public boolean mayBlock() {
                throw new NoClassDefFoundError("x");
            }

            @Override
            public void update(MetricSink sink) {
                runs.incrementAndGet();
            }
        });
        for (int i = 0; i < 3; i++) {
            assertThat(reasons(new Client(Client.PATIENT).of(coordinator).page()))
                    .isEmpty();
        }
        assertThat(runs).hasValue(3);
    }

    @Test
    void anInterruptLeftBehindDoesNotReachTheNextCollector() throws Exception {
        Scripted leaves = Scripted.inline("a", () -> Thread.currentThread().interrupt());
        Scripted sleeps = Scripted.inline("b", () -> Thread.sleep(1));
        coordinator(leaves, sleeps);
        assertThat(reasons(new Client(Client.PATIENT).of(coordinator).page())).isEmpty();
    }

    @Test
    void afterCloseRequestsAreStillAnswered() throws Exception {
        coordinator(Scripted.quick("a"));
        coordinator.close();
        assertThat(success(new Client(SHORT).of(coordinator).page(), "a")).isEqualTo("0");
    }

    private static String success(ParsedPage page, String collector) {
        return page.value("t_scrape_collector_success{collector=" + collector + "}");
    }

    /** {@code collector reason} of all that failed. */
    private static List<String> reasons(ParsedPage page) {
        List<String> reasons = new ArrayList<>();
        ParsedPage.Family family = page.families().get("t_scrape_collector_failure_reason");
        if (family != null) {
            family.samples()
                    .forEach(sample -> reasons.add(sample.labels().get("collector") + " "
                            + sample.labels().get("reason")));
        }
        return reasons;
    }

    private static int busyThreads() throws Exception {
        await(() -> StressTest.busyThreads() < 3);
        return StressTest.busyThreads();
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        while (!condition.holds()) {
            Thread.sleep(5);
        }
    }
}
