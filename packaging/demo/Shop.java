import dev.sonde.db.kit.RealMariadb;
import dev.sonde.db.kit.RealRedis;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ObjectName;

/**
 * An application to look at: it sells things that nobody gets, by a MariaDB and a Redis of its own, now more, now less.
 * Started by {@code packaging/demo/run} as one source file, with jmx-agent in its JVM and the test kits of db-agent on
 * its class path. Ends with SIGTERM or SIGINT, and takes its databases with it.
 */
public final class Shop {
    private static final int CUSTOMERS = 3;
    private static final double WAVE_SECONDS = 40;

    private final AtomicLong total = new AtomicLong();
    private final RealMariadb mariadb;
    private final RealRedis redis;

    /** What jmx-agent is to find. */
    public interface OrdersMXBean {
        long getTotal();
    }

    private record Orders(AtomicLong total) implements OrdersMXBean {
        @Override
        public long getTotal() {
            return total.get();
        }
    }

    private Shop(RealMariadb mariadb, RealRedis redis) {
        this.mariadb = mariadb;
        this.redis = redis;
    }

    public static void main(String[] arguments) throws Exception {
        RealRedis redis = RealRedis.start("--maxmemory", "64mb", "--maxmemory-policy", "allkeys-lru");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(redis)));
        RealMariadb mariadb = RealMariadb.start("--performance-schema=ON");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(mariadb)));
        mariadb.run(
                "CREATE USER watcher@'%' IDENTIFIED BY 'only-for-the-demo'",
                "GRANT SELECT, PROCESS, REPLICATION CLIENT ON *.* TO watcher@'%'",
                "CREATE DATABASE shop",
                "CREATE TABLE shop.orders (id INT AUTO_INCREMENT PRIMARY KEY, customer INT, note VARCHAR(200), KEY (customer))");
        Files.writeString(
                Path.of(arguments[0], "my.cnf"),
                "[client]\nuser=watcher\npassword=only-for-the-demo\nhost=127.0.0.1\nport=" + mariadb.port() + "\n");
        Shop shop = new Shop(mariadb, redis);
        ManagementFactory.getPlatformMBeanServer().registerMBean(new Orders(shop.total), new ObjectName("shop:type=Orders"));
        for (int i = 0; i < CUSTOMERS; i++) {
            int customer = i;
            Thread thread = new Thread(() -> shop.serve(customer), "customer-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        System.out.println("mariadb=" + mariadb.port());
        System.out.println("redis=" + redis.port());
        System.out.println("READY");
        Thread.currentThread().join();
    }

    private static void close(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            System.err.println(e);
        }
    }

    private void serve(int customer) {
        Random random = new Random(customer);
        List<byte[]> basket = new ArrayList<>();
        String url = "jdbc:mariadb://127.0.0.1:" + mariadb.port() + "/shop?user=root&sslMode=disable";
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement buy = connection.prepareStatement("INSERT INTO orders (customer, note) VALUES (?, ?)");
                PreparedStatement look =
                        connection.prepareStatement("SELECT COUNT(*) FROM orders WHERE customer = ?")) {
            while (true) {
                buy.setInt(1, random.nextInt(1000));
                buy.setString(2, "order " + total.incrementAndGet());
                buy.executeUpdate();
                look.setInt(1, random.nextInt(1000));
                look.executeQuery().close();
                String key = "customer:" + random.nextInt(2000);
                redis.run("SET " + key + " " + total + " EX 60\nGET " + key + "\nGET customer:" + random.nextInt(3000));
                basket.add(new byte[random.nextInt(200_000)]);
                if (basket.size() > 100) {
                    basket.clear();
                }
                double wave = Math.sin(2 * Math.PI * System.nanoTime() / 1e9 / WAVE_SECONDS + customer);
                Thread.sleep((long) (25 + 20 * wave));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            System.err.println("customer " + customer + " has left: " + e);
        }
    }
}
