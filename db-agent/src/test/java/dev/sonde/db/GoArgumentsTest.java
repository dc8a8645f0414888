package dev.sonde.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.runtime.BuildInfo;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flags of Go's kind, and the variables behind them. */
class GoArgumentsTest {
    private static FlagSet parse(String line, Map<String, String> environment) {
        FlagSet flags = RedisFlags.declare(BuildInfo.load());
        flags.parse(GoArguments.translate(line.split(" "), RedisFlags.byName(), environment));
        return flags;
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", textBlock = """
            -redis.addr=redis://a:1 => redis://a:1
            --redis.addr=redis://a:1 => redis://a:1
            -redis.addr redis://a:1 => redis://a:1
            --redis.addr redis://a:1 => redis://a:1
            --debug=false => redis://by-environment:1
            """)
    void aFlagBeatsItsVariable(String line, String address) {
        assertThat(parse(line, Map.of("REDIS_ADDR", "redis://by-environment:1")).getString("redis.addr"))
                .isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", textBlock = """
            --export-client-list => true
            --export-client-list=true => true
            -export-client-list=false => false
            -debug => true
            """)
    void switches(String line, boolean on) {
        String expected = line.contains("client-list") ? "export-client-list" : "debug";
        assertThat(parse(line, Map.of()).getBool(expected)).isEqualTo(on);
    }
}
