package dev.sonde.core.runtime;

/** Run in a JVM of its own by {@link SignalTest}: tells on standard output what happens to it. */
final class SignalledProcess {
    private SignalledProcess() {}

    public static void main(String[] args) throws InterruptedException {
        Lifecycle lifecycle = new Lifecycle("test", Long.parseLong(args[0]));
        lifecycle.onReload(() -> System.out.println("reloaded"));
        lifecycle.onReload(() -> {
            if (args[1].equals("stop")) {
                lifecycle.stop(7);
            }
        });
        lifecycle.started(() -> {
            System.out.println("closing");
            Thread.sleep(args[1].equals("hang") ? 3_600_000 : 0);
            System.out.println("closed");
        });
        Thread announcer = new Thread(() -> {
            // Only once main waits is SIGHUP in our hands.
            while (Thread.getAllStackTraces().entrySet().stream()
                    .noneMatch(thread -> thread.getKey().getName().equals("main")
                            && thread.getKey().getState() == Thread.State.WAITING)) {
                Thread.onSpinWait();
            }
            System.out.println("waiting");
        });
        announcer.start();
        System.exit(lifecycle.await());
    }
}
