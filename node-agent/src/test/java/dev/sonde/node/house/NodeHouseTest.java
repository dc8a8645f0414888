package dev.sonde.node.house;

import dev.sonde.core.house.HouseRules;

class NodeHouseTest extends HouseRules {
    NodeHouseTest() {
        super("node");
    }
}
