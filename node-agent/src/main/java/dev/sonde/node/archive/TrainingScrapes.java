package dev.sonde.node.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Asks an agent for what Prometheus and a probe ask for, so that it loads what it will need in service. */
final class TrainingScrapes {
    private static final int ROUNDS = 4;
    private static final int START_MILLIS = 30_000;
    private static final int ANSWER_MILLIS = 30_000;
    private static final String[] REQUESTS = {
        "GET /metrics HTTP/1.1\r\nAccept: text/plain;version=0.0.4;q=0.3,*/*;q=0.2\r\nAccept-Encoding: gzip\r\n",
        "GET /metrics HTTP/1.1\r\nAccept: application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5\r\n"
                + "Accept-Encoding: gzip\r\nX-Prometheus-Scrape-Timeout-Seconds: 10\r\n",
        "GET /metrics HTTP/1.1\r\n",
    };

    private final int port;

    TrainingScrapes(int port) {
        this.port = port;
    }

    void run(Process agent) throws IOException, InterruptedException {
        awaitStart(agent);
        for (int round = 0; round < ROUNDS; round++) {
            for (String request : REQUESTS) {
                ask(request);
            }
        }
    }

    private void awaitStart(Process agent) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_MILLIS * 1_000_000L;
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                if (!agent.isAlive()) {
                    throw new IOException("the agent under training ended with exit code " + agent.waitFor(), e);
                }
                if (System.nanoTime() > deadline) {
                    throw new IOException("the agent under training did not listen on port " + port, e);
                }
                Thread.sleep(20);
            }
        }
    }

    private void ask(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(ANSWER_MILLIS);
            String whole = request + "Host: localhost:" + port + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(whole.getBytes(US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            if (!answer.startsWith("HTTP/1.1 200 ")) {
                throw new IOException("the agent under training answered: "
                        + answer.lines().findFirst().orElse("nothing"));
            }
        }
    }
}
