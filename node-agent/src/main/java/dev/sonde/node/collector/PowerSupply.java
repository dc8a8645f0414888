package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Listing;
import dev.sonde.node.linux.RawText;
import dev.sonde.node.linux.SysfsAttribute;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One power supply: the attributes that its driver has. One thread at a time. */
final class PowerSupply {
    private static final int WHOLE = 0;
    private static final int TENTHS = 1;
    private static final int MILLIONTHS = 6;

    /** An attribute that is a number, and the family of it, made when a supply has it. */
    private static final class Attribute {
        final String file;
        final String name;
        final int scale;

        @Nullable MetricFamily family;

        Attribute(String file, String name, int scale) {
            this.file = file;
            this.name = name;
            this.scale = scale;
        }

        Series series(String supply) {
            MetricFamily made = family;
            if (made == null) {
                made = family = MetricFamily.gauge(
                        "node_power_supply_" + name, "Attribute " + file + " of a power supply.", "power_supply");
            }
            return made.series(supply);
        }
    }

    private static final Attribute[] NUMBERS = {
        new Attribute("authentic", "authentic", WHOLE),
        new Attribute("calibrate", "calibrate", WHOLE),
        new Attribute("capacity", "capacity", WHOLE),
        new Attribute("capacity_alert_max", "capacity_alert_max", WHOLE),
        new Attribute("capacity_alert_min", "capacity_alert_min", WHOLE),
        new Attribute("cycle_count", "cyclecount", WHOLE),
        new Attribute("online", "online", WHOLE),
        new Attribute("present", "present", WHOLE),
        new Attribute("time_to_empty_now", "time_to_empty_seconds", WHOLE),
        new Attribute("time_to_full_now", "time_to_full_seconds", WHOLE),
        new Attribute("current_boot", "current_boot", MILLIONTHS),
        new Attribute("current_max", "current_max", MILLIONTHS),
        new Attribute("current_now", "current_ampere", MILLIONTHS),
        new Attribute("energy_empty", "energy_empty", MILLIONTHS),
        new Attribute("energy_empty_design", "energy_empty_design", MILLIONTHS),
        new Attribute("energy_full", "energy_full", MILLIONTHS),
        new Attribute("energy_full_design", "energy_full_design", MILLIONTHS),
        new Attribute("energy_now", "energy_watthour", MILLIONTHS),
        new Attribute("voltage_boot", "voltage_boot", MILLIONTHS),
        new Attribute("voltage_max", "voltage_max", MILLIONTHS),
        new Attribute("voltage_max_design", "voltage_max_design", MILLIONTHS),
        new Attribute("voltage_min", "voltage_min", MILLIONTHS),
        new Attribute("voltage_min_design", "voltage_min_design", MILLIONTHS),
        new Attribute("voltage_now", "voltage_volt", MILLIONTHS),
        new Attribute("voltage_ocv", "voltage_ocv", MILLIONTHS),
        new Attribute("charge_control_limit", "charge_control_limit", MILLIONTHS),
        new Attribute("charge_control_limit_max", "charge_control_limit_max", MILLIONTHS),
        new Attribute("charge_counter", "charge_counter", MILLIONTHS),
        new Attribute("charge_empty", "charge_empty", MILLIONTHS),
        new Attribute("charge_empty_design", "charge_empty_design", MILLIONTHS),
        new Attribute("charge_full", "charge_full", MILLIONTHS),
        new Attribute("charge_full_design", "charge_full_design", MILLIONTHS),
        new Attribute("charge_now", "charge_ampere", MILLIONTHS),
        new Attribute("charge_term_current", "charge_term_current", MILLIONTHS),
        new Attribute("constant_charge_current", "constant_charge_current", MILLIONTHS),
        new Attribute("constant_charge_current_max", "constant_charge_current_max", MILLIONTHS),
        new Attribute("constant_charge_voltage", "constant_charge_voltage", MILLIONTHS),
        new Attribute("constant_charge_voltage_max", "constant_charge_voltage_max", MILLIONTHS),
        new Attribute("precharge_current", "precharge_current", MILLIONTHS),
        new Attribute("input_current_limit", "input_current_limit", MILLIONTHS),
        new Attribute("power_now", "power_watt", MILLIONTHS),
        new Attribute("temp", "temp_celsius", TENTHS),
        new Attribute("temp_alert_max", "temp_alert_max_celsius", TENTHS),
        new Attribute("temp_alert_min", "temp_alert_min_celsius", TENTHS),
        new Attribute("temp_ambient", "temp_ambient_celsius", TENTHS),
        new Attribute("temp_ambient_max", "temp_ambient_max_celsius", TENTHS),
        new Attribute("temp_ambient_min", "temp_ambient_min_celsius", TENTHS),
        new Attribute("temp_max", "temp_max_celsius", TENTHS),
        new Attribute("temp_min", "temp_min_celsius", TENTHS),
    };

    /** Attributes that are labels when they have a value. */
    private static final String[] TEXTS = {
        "capacity_level",
        "charge_type",
        "health",
        "manufacturer",
        "model_name",
        "scope",
        "serial_number",
        "status",
        "technology",
        "type",
        "usb_type"
    };

    private static final MetricFamily INFO =
            MetricFamily.gauge("node_power_supply_info", "Make and state of a power supply; always 1.");

    private final String name;
    private final Listing files;
    private final @Nullable Series[] series = new Series[NUMBERS.length];
    private final RawText[] texts = new RawText[TEXTS.length];
    private @Nullable Series info;

    PowerSupply(String name, String path) {
        this.name = name;
        files = new Listing(path);
        for (int i = 0; i < texts.length; i++) {
            texts[i] = new RawText();
        }
    }

    /** A driver may have no value now (ENODATA, ENODEV while the battery is out): that costs the sample. */
    void update(MetricSink sink, SysfsAttribute attribute) {
        if (!files.read()) {
            return;
        }
        for (int i = 0; i < NUMBERS.length; i++) {
            if (files.contains(NUMBERS[i].file) && attribute.readNumber(path(NUMBERS[i].file))) {
                Series shown = series[i];
                if (shown == null) {
                    shown = series[i] = NUMBERS[i].series(name);
                }
                sink.decimal(shown, attribute.number(), NUMBERS[i].scale);
            }
        }
        sink.sample(info(attribute), 1);
    }

    private String path(String file) {
        return files.directory() + '/' + file;
    }

    private Series info(SysfsAttribute attribute) {
        Series known = info;
        for (int i = 0; i < TEXTS.length; i++) {
            boolean news = files.contains(TEXTS[i])
                    ? attribute.readInto(texts[i], path(TEXTS[i]))
                    : texts[i].set(attribute.bytes(), 0, 0);
            if (news) {
                known = null;
            }
        }
        if (known == null) {
            List<String> names = new ArrayList<>();
            List<String> values = new ArrayList<>();
            names.add("power_supply");
            values.add(name);
            for (int i = 0; i < TEXTS.length; i++) {
                if (texts[i].length() > 0) {
                    names.add(TEXTS[i]);
                    values.add(texts[i].text());
                }
            }
            known = info = INFO.series("", names.toArray(new String[0]), values.toArray(new String[0]));
        }
        return known;
    }
}
