package dev.sonde.core.http.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An agent in a JVM of its own, on the class path of the tests. */
public final class AgentProcess implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("Listening on (\\S+):(\\d+)\"");
    private static final int WAIT_SECONDS = 60;

    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    private AgentProcess(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts the agent, and waits neither for its start nor its end. */
    public static AgentProcess start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(System.getProperty("java.home") + "/bin/java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        if (Runtime.version().feature() >= 24) { // as the launchers do, without which it warns
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(Arrays.asList(arguments));
        return new AgentProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Where the agent says that it is listening; waits until it does. */
    public InetSocketAddress address() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            Matcher matcher = LISTENING.matcher(line);
            if (matcher.find()) {
                return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(matcher.group(2)));
            }
        }
        throw new IOException("ended without listening: " + lines);
    }

    /** Asks the agent to end, as SIGTERM does. */
    public void terminate() {
        process.toHandle().destroy(); // Process.destroy would close the streams too
    }

    /** Waits for the end. */
    public int exitCode() throws IOException, InterruptedException {
        output.lines().forEach(lines::add);
        if (!process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("does not end: " + lines);
        }
        return process.exitValue();
    }

    /** What it has written so far, to both streams. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
