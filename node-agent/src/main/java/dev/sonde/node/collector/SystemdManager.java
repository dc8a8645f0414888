package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.dbus.BusException;
import dev.sonde.node.dbus.BusMessage;
import dev.sonde.node.dbus.PropertyReader;
import org.jspecify.annotations.Nullable;

/** What systemd says of itself: its version, where it runs and how it is. One thread at a time. */
final class SystemdManager {
    static final String VERSION = "Version";
    static final String VIRTUALIZATION = "Virtualization";
    static final String STATE = "SystemState";

    private static final MetricFamily VERSION_INFO =
            MetricFamily.gauge("node_systemd_version", "Version of systemd; the label has all of it.", "version");
    private static final MetricFamily VIRTUALIZATION_INFO = MetricFamily.gauge(
            "node_systemd_virtualization_info",
            "Virtualization or container that systemd has found itself in; always 1.",
            "virtualization_type");

    private final Series running = MetricFamily.gauge(
                    "node_systemd_system_running", "1 when systemd calls the system running, 0 when anything else.")
            .series();
    private final PropertyReader reader = new PropertyReader("");
    private @Nullable Series versionInfo;
    private @Nullable Series virtualizationInfo;
    private String version = "";
    private String number = "";
    private String virtualization = "";
    private @Nullable String state;

    /** Of an old systemd, or none that can be told, the version is empty. */
    void version(BusMessage reply) throws BusException {
        String told = text(reply);
        String found = number(told == null ? "" : told);
        String shown = told == null || found.isEmpty() ? "" : told;
        if (versionInfo == null || !shown.equals(version)) {
            version = shown;
            versionInfo = VERSION_INFO.series(shown);
        }
        number = found;
    }

    void virtualization(BusMessage reply) throws BusException {
        String told = text(reply);
        String shown = told == null ? "unknown" : told.isEmpty() ? "none" : told;
        if (virtualizationInfo == null || !shown.equals(virtualization)) {
            virtualization = shown;
            virtualizationInfo = VIRTUALIZATION_INFO.series(shown);
        }
    }

    void state(BusMessage reply) throws BusException {
        state = text(reply);
    }

    private @Nullable String text(BusMessage reply) throws BusException {
        if (reply.failed()) {
            return null;
        }
        reader.read(reply, 0);
        return reader.hasText(0) ? reader.text(0) : null;
    }

    /** The first three digits or more, and a point and digits behind them: 252.39 of {@code 252.39-1~deb12u1}. */
    static String number(String text) {
        int from = 0;
        int to = 0;
        while (to - from < 3) {
            if (to == text.length()) {
                return "";
            }
            if (!isDigit(text, to++)) {
                from = to;
            }
        }
        while (isDigit(text, to)) {
            to++;
        }
        if (to < text.length() && text.charAt(to) == '.' && isDigit(text, to + 1)) {
            to++;
            while (isDigit(text, to)) {
                to++;
            }
        }
        return text.substring(from, to);
    }

    private static boolean isDigit(String text, int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    double versionNumber() {
        return number.isEmpty() ? 0 : Double.parseDouble(number);
    }

    /** @param withState whether this version of systemd knows how the system is */
    void emit(MetricSink sink, boolean withState) {
        if (versionInfo != null) {
            sink.sample(versionInfo, versionNumber());
        }
        if (virtualizationInfo != null) {
            sink.sample(virtualizationInfo, 1);
        }
        if (withState && state != null) {
            sink.sample(running, "running".equals(state) ? 1 : 0);
        }
    }
}
