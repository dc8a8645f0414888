package dev.sonde.node.oshi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of the words in which OSHI tells of systems that the tests do not run on. */
final class OshiNamesTest {
    @ParameterizedTest
    @CsvSource({"/dev/sda,sda", "\\\\.\\PHYSICALDRIVE0,PHYSICALDRIVE0", "disk0,disk0", "/dev/mapper/x,mapper/x"})
    void disks(String name, String device) {
        assertThat(OshiDiskstats.device(name)).isEqualTo(device);
    }

    @ParameterizedTest
    @CsvSource({"Mac OS X,Darwin", "Windows Server 2022,Windows", "Linux,Linux", "FreeBSD,FreeBSD"})
    void kernels(String osName, String sysname) {
        assertThat(OshiUname.sysname(osName)).isEqualTo(sysname);
    }

    @ParameterizedTest
    @CsvSource({"'rw,noatime',false", "'ro,noatime',true", "'nosuid, ro',true", "'errors=remount-ro',false", "'',false"
    })
    void readOnlyMounts(String options, boolean readOnly) {
        assertThat(OshiFilesystem.isReadOnly(options)).isEqualTo(readOnly);
    }

    @ParameterizedTest
    @CsvSource({"macOS,macos", "Debian GNU/Linux,debian", "Windows,windows"})
    void systems(String name, String id) {
        assertThat(OshiOs.id(name)).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({"13.6.1,13.6", "12,12", "10.0,10", "14.2-RELEASE,14.2", "11 24H2,11", "rolling,0", "'',0", "15.,15"})
    void versions(String version, double number) {
        assertThat(OshiOs.majorMinor(version)).isEqualTo(number);
    }
}
