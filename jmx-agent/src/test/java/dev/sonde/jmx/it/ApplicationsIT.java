package dev.sonde.jmx.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import dev.sonde.jmx.artefact.Forked;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both agents in real programs: the same series of every MBean, and the same of a rules file for that program. The
 * rules are ours, with what users' files do; {@code -Djmx.rules=FOLDER} takes others of the same names.
 */
class ApplicationsIT {
    private static final Path RULES =
            Path.of(System.getProperty("jmx.rules", "src/test/resources/dev/sonde/jmx/rules"));
    private static final String EVERYTHING = "excludeObjectNames: ['java.*:*', 'com.sun.*:*', 'jdk.*:*']\n";
    private static final String SMALL = "-Xmx256m -XX:TieredStopAtLevel=1";

    @TempDir
    Path folder;

    private RulesFile ourFile;
    private RulesFile theirFile;
    private int ours;
    private int theirs;

    @BeforeEach
    void start() throws IOException {
        ourFile = new RulesFile(folder.resolve("ours.yml"));
        theirFile = new RulesFile(folder.resolve("theirs.yml"));
        ours = Forked.freePort();
        theirs = Forked.freePort();
        put(EVERYTHING, EVERYTHING);
    }

    private void put(String our, String their) throws IOException {
        ourFile.put(our);
        theirFile.put(their);
    }

    private static String rules(String application) throws IOException {
        return Files.readString(RULES.resolve(application + ".yml"));
    }

    private String ourAgent() {
        return Forked.agent(ours, ourFile.path);
    }

    private String theirAgent() {
        return "-javaagent:" + System.getProperty("oracle.jmx") + "=127.0.0.1:" + theirs + ":" + theirFile.path;
    }

    private String bothAgents() {
        return theirAgent() + " " + ourAgent();
    }

    private SameSeries series() {
        return new SameSeries(ours, theirs);
    }

    /** Has both take over the rules for a program; what is expected of them holds for ours only. */
    private void holdByRules(String application, int atLeast, String expected) throws Exception {
        put(rules(application), rules(application));
        boolean own = System.getProperty("jmx.rules") == null;
        series().hold(own ? atLeast : 1, own ? expected : "");
    }

    private List<String> java(Path jars, String agents, String... program) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(List.of(SMALL.split(" ")));
        command.addAll(
                Stream.of(agents.split(" ")).filter(agent -> !agent.isEmpty()).toList());
        command.add("-cp");
        command.add(jars + File.separator + "*");
        command.addAll(List.of(program));
        return command;
    }

    @Test
    void kafka() throws Exception {
        Path jars = Path.of("target", "applications", "kafka").toAbsolutePath();
        int broker = Forked.freePort();
        int controller = Forked.freePort();
        Path properties = Files.writeString(
                folder.resolve("server.properties"), """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                controller.listener.names=CONTROLLER
                log.dirs=%3$s
                """.formatted(broker, controller, folder.resolve("data")));
        String config = properties.toString();
        Application.run(
                folder,
                java(jars, "", "kafka.tools.StorageTool", "format", "-t", "c29uZGUtc29uZGUtMTIzNA", "-c", config));
        try (Application kafka = Application.start(folder, Map.of(), java(jars, bothAgents(), "kafka.Kafka", config))) {
            series().hold(100, "kafka_server_Fetch_queue_size");
            Application.run(
                    folder,
                    java(
                            jars,
                            "",
                            "org.apache.kafka.tools.TopicCommand",
                            "--bootstrap-server",
                            "127.0.0.1:" + broker,
                            "--create",
                            "--topic",
                            "orders",
                            "--partitions",
                            "20"));
            series().hold(6000, "kafka_log_Log_Value{name=\"Size\",partition=\"19\",topic=\"orders\"}");
            holdByRules("kafka", 1000, "kafka_log_log_size{partition=\"19\",topic=\"orders\"}");
            assertThat(kafka.isAlive()).isTrue();
        }
    }

    @Test
    void zookeeper() throws Exception {
        Path jars = Path.of("target", "applications", "zookeeper").toAbsolutePath();
        int port = Forked.freePort();
        Path config = Files.writeString(folder.resolve("zoo.cfg"), """
                dataDir=%s
                clientPort=%d
                clientPortAddress=127.0.0.1
                admin.enableServer=false
                """.formatted(folder.resolve("data"), port));
        String main = "org.apache.zookeeper.server.quorum.QuorumPeerMain";
        try (Application zookeeper =
                Application.start(folder, Map.of(), java(jars, bothAgents(), main, config.toString()))) {
            series().hold(50, "org_apache_ZooKeeperService_StandaloneServer_port" + port + "_MaxClientCnxnsPerHost");
            holdByRules("zookeeper", 5, "zookeeper_node_count");
            assertThat(zookeeper.isAlive()).isTrue();
        }
    }

    @Test
    void tomcat() throws Exception {
        Path home = Application.home("tomcat");
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Files.copy(home.resolve("conf/web.xml"), conf.resolve("web.xml"));
        Files.copy(home.resolve("conf/logging.properties"), conf.resolve("logging.properties"));
        Files.createDirectories(folder.resolve("logs"));
        Files.createDirectories(folder.resolve("temp"));
        int port = Forked.freePort();
        Files.writeString(conf.resolve("server.xml"), """
                <Server port="-1">
                  <Service name="Catalina">
                    <Connector port="%d" address="127.0.0.1" protocol="HTTP/1.1"/>
                    <Engine name="Catalina" defaultHost="localhost">
                      <Host name="localhost" appBase="%s" unpackWARs="false"/>
                    </Engine>
                  </Service>
                </Server>
                """.formatted(port, home.resolve("webapps")));
        Map<String, String> environment =
                Map.of("CATALINA_BASE", folder.toString(), "CATALINA_OPTS", SMALL + " " + bothAgents());
        String script = home.resolve("bin/catalina.sh").toString();
        try (Application tomcat = Application.start(folder, environment, List.of(script, "run"))) {
            Forked.get(port, "/");
            series().hold(
                            1000,
                            "Catalina_ThreadPool_currentThreadCount{name=\"\\\"http-nio-127.0.0.1-" + port + "\\\"\"}");
            holdByRules("tomcat", 50, "# TYPE tomcat_servlet_requests_total counter");
            assertThat(tomcat.isAlive()).isTrue();
        }
    }

    @Test
    void activemq() throws Exception {
        Path home = Application.home("activemq");
        Path config = Files.writeString(folder.resolve("activemq.xml"), """
                <beans xmlns="http://www.springframework.org/schema/beans"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xsi:schemaLocation="http://www.springframework.org/schema/beans
                      http://www.springframework.org/schema/beans/spring-beans.xsd
                      http://activemq.apache.org/schema/core http://activemq.apache.org/schema/core/activemq-core.xsd">
                  <broker xmlns="http://activemq.apache.org/schema/core" brokerName="main" dataDirectory="%s">
                    <destinations><queue physicalName="orders"/><topic physicalName="news"/></destinations>
                    <managementContext><managementContext createConnector="false"/></managementContext>
                    <transportConnectors><transportConnector uri="tcp://127.0.0.1:0"/></transportConnectors>
                  </broker>
                </beans>
                """.formatted(folder.resolve("data")));
        Map<String, String> environment = Map.of(
                "ACTIVEMQ_DATA", Files.createDirectories(folder.resolve("data")).toString(),
                "ACTIVEMQ_TMP", Files.createDirectories(folder.resolve("tmp")).toString(),
                "ACTIVEMQ_OPTS", SMALL + " " + bothAgents());
        List<String> command = List.of(home.resolve("bin/activemq").toString(), "console", "xbean:" + config.toUri());
        try (Application activemq = Application.start(folder, environment, command)) {
            series().hold(
                            200,
                            "org_apache_activemq_Broker_QueueSize{brokerName=\"main\",destinationName=\"orders\",destinationType=\"Queue\"}");
            holdByRules("activemq", 50, "activemq_queue_queue_size{destination=\"orders\"}");
            assertThat(activemq.isAlive()).isTrue();
        }
    }

    /** Counters that go below zero, for which the reference answers 500: it is given gauges to compare with. */
    @Test
    void artemis() throws Exception {
        Path broker = folder.resolve("broker");
        String create = "--silent --user a --password a --allow-anonymous --no-web --no-autotune --no-amqp-acceptor"
                + " --no-hornetq-acceptor --no-mqtt-acceptor --no-stomp-acceptor --host 127.0.0.1 --queues orders"
                + " --default-port " + Forked.freePort();
        List<String> command = new ArrayList<>();
        command.add(Application.home("artemis").resolve("bin/artemis").toString());
        command.add("create");
        command.add(broker.toString());
        command.addAll(List.of(create.split(" ")));
        Application.run(folder, command);
        Map<String, String> environment = Map.of("JAVA_ARGS", SMALL + " " + bothAgents());
        try (Application artemis = Application.start(
                folder, environment, List.of(broker.resolve("bin/artemis").toString(), "run"))) {
            series().hold(200, "# TYPE org_apache_activemq_artemis_127_0_0_1_MessageCount untyped");
            put(rules("artemis"), rules("artemis").replace("COUNTER", "GAUGE"));
            series().seenAs(ApplicationsIT::withoutTypes, ApplicationsIT::asCounters)
                    .hold(100, "artemis_connection_count_total");
            assertThat(artemis.isAlive()).isTrue();
        }
    }

    private static Map<String, Double> withoutTypes(Map<String, Double> facts) {
        facts.keySet().removeIf(fact -> fact.startsWith("#"));
        return facts;
    }

    /** Gauges under the names that they would have as counters, less those that no counter can show. */
    private static Map<String, Double> asCounters(Map<String, Double> facts) {
        Map<String, Double> counters = new TreeMap<>();
        withoutTypes(facts).forEach((series, value) -> {
            if (value >= 0) {
                int brace = series.indexOf('{');
                String labels = brace < 0 ? "" : series.substring(brace);
                counters.put(series.substring(0, series.length() - labels.length()) + "_total" + labels, value);
            }
        });
        return counters;
    }

    /** With the reference in its options it does not start: that one enters when the server is up. */
    @Test
    void wildfly() throws Exception {
        Path home = Application.home("wildfly");
        Path base = Files.createDirectories(folder.resolve("base"));
        Path configuration = Files.createDirectories(base.resolve("configuration"));
        try (Stream<Path> files = Files.list(home.resolve("standalone/configuration"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, configuration.resolve(file.getFileName()));
            }
        }
        Map<String, String> environment = Map.of(
                "JAVA_OPTS",
                SMALL + " -Djava.awt.headless=true -Djboss.modules.system.pkgs=org.jboss.byteman " + ourAgent());
        List<String> command = List.of(
                home.resolve("bin/standalone.sh").toString(),
                "-Djboss.server.base.dir=" + base,
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.bind.address.management=127.0.0.1",
                "-Djboss.http.port=" + Forked.freePort(),
                "-Djboss.https.port=" + Forked.freePort(),
                "-Djboss.management.http.port=" + Forked.freePort(),
                "-Djboss.management.https.port=" + Forked.freePort());
        try (Application wildfly = Application.start(folder, environment, command)) {
            assertThat(Forked.get(ours, "/metrics")).contains("jmx_exporter_build_info{");
            wildfly.await("WFLYSRV0025");
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(wildfly.pid()));
            machine.loadAgent(System.getProperty("oracle.jmx"), "127.0.0.1:" + theirs + ":" + theirFile.path);
            machine.detach();
            series().hold(1000, "# TYPE jboss_as_undertow_requestCount untyped");
            holdByRules("wildfly", 20, "wildfly_undertow_requests_total{listener=\"default\"}");
            assertThat(wildfly.output()).contains("WFLYSRV0025").doesNotContain("WFLYLOG0078");
        }
    }
}
