package dev.sonde.node.collector;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.config.ConfigFile;
import dev.sonde.core.config.ConfigNode;
import dev.sonde.node.linux.WifiInterface;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Recorded answers as the peer takes them: {@code interfaces.json}, and in a directory for each interface {@code
 * bss.json} and {@code stationinfo.json} where it has them. Addresses are in Base64, times in nanoseconds.
 */
final class WifiFixtures {
    private static final long SECOND = 1_000_000_000;
    private static final long MILLISECOND = 1_000_000;

    /** In the order of {@link WifiInterface.Station#numbers}. */
    private static final String[] NUMBERS = {
        "connected",
        "inactive",
        "receivebitrate",
        "transmitbitrate",
        "receivedbytes",
        "transmittedbytes",
        "signal",
        "transmitretries",
        "transmitfailed",
        "beaconloss",
        "transmittedpackets",
        "receivedpackets"
    };

    private WifiFixtures() {}

    static List<WifiInterface> read(String directory) throws IOException {
        try {
            List<WifiInterface> found = new ArrayList<>();
            for (ConfigNode item :
                    ConfigFile.read(directory + "/interfaces.json").items()) {
                String name = text(item, "name", "");
                if (!name.isEmpty()) {
                    found.add(device(directory + '/' + name, name, Long.parseLong(text(item, "frequency", "0"))));
                }
            }
            return found;
        } catch (ConfigException | IllegalArgumentException e) {
            throw new IOException(directory + ": " + e.getMessage(), e);
        }
    }

    private static WifiInterface device(String directory, String name, long frequency) {
        WifiInterface.Network network = null;
        List<WifiInterface.Station> stations = new ArrayList<>();
        if (new File(directory, "bss.json").exists()) {
            ConfigNode bss = ConfigFile.read(directory + "/bss.json");
            network = new WifiInterface.Network(
                    address(bss, "bssid"), text(bss, "ssid", ""), Integer.parseInt(text(bss, "status", "0")));
        }
        if (new File(directory, "stationinfo.json").exists()) {
            for (ConfigNode item :
                    ConfigFile.read(directory + "/stationinfo.json").items()) {
                stations.add(station(item));
            }
        }
        return new WifiInterface(0, name, frequency, network, stations);
    }

    private static WifiInterface.Station station(ConfigNode item) {
        long[] numbers = new long[WifiInterface.NUMBERS];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Long.parseLong(text(item, NUMBERS[i], "0"));
        }
        numbers[WifiInterface.CONNECTED_SECONDS] /= SECOND;
        numbers[WifiInterface.INACTIVE_MILLIS] /= MILLISECOND;
        return new WifiInterface.Station(address(item, "hardwareaddr"), numbers);
    }

    private static byte[] address(ConfigNode item, String name) {
        return Base64.getDecoder().decode(text(item, name, ""));
    }

    private static String text(ConfigNode item, String name, String absent) {
        for (String key : item.keys()) {
            ConfigNode value = item.get(key);
            if (value != null && key.toLowerCase(Locale.ROOT).equals(name)) {
                return value.string();
            }
        }
        return absent;
    }
}
