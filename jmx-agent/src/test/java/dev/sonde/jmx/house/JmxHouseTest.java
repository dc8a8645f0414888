package dev.sonde.jmx.house;

import dev.sonde.core.house.HouseRules;

class JmxHouseTest extends HouseRules {
    JmxHouseTest() {
        super("jmx");
    }
}
