package dev.sonde.core.flags;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagReportTest {
    private static FlagSet flags() {
        FlagSet flags = new FlagSet("agent", "", Map.of("FROM", "the environment"));
        flags.string("redis.addr", "redis://localhost:6379", "");
        flags.string("redis.password", "", "");
        flags.string("redis.password-file", "", "");
        flags.string("basic-auth-hash-password", "", "");
        flags.string("unit", "", "");
        flags.string("from", "", "").env("FROM");
        flags.strings("listen", "", ":1");
        flags.bool("switch", true, "");
        flags.string("old", "", "").deprecatedFor("unit");
        return flags;
    }

    private static String of(String... arguments) {
        return new FlagReport(flags().parse(arguments)).get();
    }

    @Test
    void tellsEveryFlagWithItsValueAndWhetherItWasGiven() {
        assertThat(of("--listen=:2", "--listen=:3", "--no-switch", "--old=x")).isEqualTo("""
                redis.addr\tredis://localhost:6379\tdefault
                redis.password\t\tdefault
                redis.password-file\t\tdefault
                basic-auth-hash-password\t\tdefault
                unit\tx\tgiven
                from\tthe environment\tgiven
                listen\t:2\tgiven
                listen\t:3\tgiven
                switch\tfalse\tgiven
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --redis.password=hush              | redis.password           | <hidden>
                    --basic-auth-hash-password=$2a$hush | basic-auth-hash-password | <hidden>
                    --redis.password-file=/etc/hush    | redis.password-file      | /etc/hush
                    --redis.addr=redis://u:hush@h:1    | redis.addr               | redis://<hidden>@h:1
                    --redis.addr=u:hu@sh@h:1           | redis.addr               | <hidden>@h:1
                    --unit=http://u:hush@h/            | unit                     | http://<hidden>@h/
                    --unit=getty@.*                    | unit                     | getty@.*
                    """)
    void keepsSecrets(String argument, String name, String shown) {
        assertThat(of(argument)).contains(name + "\t" + shown + "\tgiven\n");
    }

    @Test
    void aValueOfSeveralLinesStaysOne() {
        assertThat(of("--unit=a\nb\tc")).contains("unit\ta b c\tgiven\n");
    }

    @Test
    void followsWhatIsInForce() {
        FlagReport report = new FlagReport(flags().parse());
        report.follow(flags().parse("--unit=new"));
        assertThat(report.get()).contains("unit\tnew\tgiven\n");
    }
}
