package dev.sonde.db.house;

import dev.sonde.core.house.HouseRules;

class DbHouseTest extends HouseRules {
    DbHouseTest() {
        super("db");
    }
}
