package dev.sonde.packaging;

/** An application for jmx-agent to watch: it collects garbage now and then, and ends when it is told to. */
final class SampleApp {
    private SampleApp() {}

    public static void main(String[] args) throws InterruptedException {
        while (true) {
            System.gc();
            Thread.sleep(1000);
        }
    }
}
