package dev.sonde.core.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A page in the browser, and what it complained of. One thread at a time. */
public final class Tab implements AutoCloseable {
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final Chromium browser;
    private final String session;
    private final String target;
    private final List<String> problems = new CopyOnWriteArrayList<>();

    Tab(Chromium browser, String session, String target, int width, int height) throws IOException {
        this.browser = browser;
        this.session = session;
        this.target = target;
        browser.listen(session, this::event);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", Map.of());
        }
        size(width, height);
    }

    private Map<String, Object> call(String method, Map<String, Object> parameters) throws IOException {
        return browser.call(session, method, parameters);
    }

    /** Errors and warnings of the console, refused resources and exceptions among them. */
    private void event(Map<String, Object> message) {
        Map<String, Object> parameters = Json.map(message.get("params"));
        switch (message.get("method").toString()) {
            case "Runtime.exceptionThrown" ->
                problems.add(parameters.get("exceptionDetails").toString());
            case "Log.entryAdded" -> {
                Map<String, Object> entry = Json.map(parameters.get("entry"));
                if (!List.of("info", "verbose").contains(entry.get("level"))) {
                    problems.add(entry.get("text") + " " + entry.get("url"));
                }
            }
            case "Runtime.consoleAPICalled" -> {
                if (List.of("error", "warning", "assert").contains(parameters.get("type"))) {
                    problems.add(parameters.get("args").toString());
                }
            }
            default -> {
                // none of a page's complaints
            }
        }
    }

    /** What the page's console has complained of so far. */
    public List<String> problems() {
        return problems;
    }

    public Tab size(int width, int height) throws IOException {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        return this;
    }

    /** Has the page believe that the reader wants dark colours. */
    public Tab dark() throws IOException {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
        return this;
    }

    public Tab open(String address) throws IOException {
        Map<String, Object> answer = call("Page.navigate", Map.of("url", address));
        if (answer.containsKey("errorText")) {
            throw new IOException(address + ": " + answer.get("errorText"));
        }
        return this;
    }

    /** The value of an expression as text. */
    public String text(String expression) throws IOException {
        Map<String, Object> answer =
                call("Runtime.evaluate", Map.of("expression", "String(" + expression + ")", "returnByValue", true));
        if (answer.containsKey("exceptionDetails")) {
            throw new IOException(expression + ": " + answer.get("exceptionDetails"));
        }
        return Json.map(answer.get("result")).get("value").toString();
    }

    /** Does something on the page. */
    public Tab run(String statements) throws IOException {
        text("(() => {" + statements + "})()");
        return this;
    }

    /** Waits until an expression is true; an AssertionError says what it was waiting for. */
    public Tab await(String condition) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!text("(() => { try { return Boolean(" + condition + "); } catch (e) { return false; } })()")
                .equals("true")) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not so in time: " + condition + ", problems: " + problems);
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
        return this;
    }

    /** Presses a key as a person does, on what has the focus. */
    public Tab press(String key, int code) throws IOException {
        boolean prints = key.length() == 1;
        call(
                "Input.dispatchKeyEvent",
                Map.of("type", "keyDown", "key", key, "windowsVirtualKeyCode", code, "text", prints ? key : ""));
        call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "windowsVirtualKeyCode", code));
        return this;
    }

    /** Types where the focus is. */
    public Tab type(String text) throws IOException {
        call("Input.insertText", Map.of("text", text));
        return this;
    }

    /** A picture of the page as far as it is on screen, for people to look at: {@code target/screenshots/name.png}. */
    public Tab screenshot(String name) throws IOException {
        Object data = call("Page.captureScreenshot", Map.of("format", "png")).get("data");
        Path file = Path.of("target", "screenshots", name + ".png");
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(data.toString()));
        return this;
    }

    @Override
    public void close() throws IOException {
        browser.call("", "Target.closeTarget", Map.of("targetId", target));
    }
}
