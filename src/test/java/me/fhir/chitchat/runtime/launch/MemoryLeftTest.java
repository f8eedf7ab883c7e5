package me.fhir.chitchat.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryLeftTest {
    private static final long MIB = 1 << 20;

    @TempDir
    private Path proc;

    private void machine(long availableMebibytes) throws IOException {
        Files.writeString(proc.resolve("meminfo"), """
                MemTotal:       99999999 kB
                MemFree:            1024 kB
                MemAvailable:   %8d kB
                """.formatted(availableMebibytes << 10));
    }

    private void process(long pid, long anonymousMebibytes) throws IOException {
        Files.createDirectories(proc.resolve(pid + ""));
        Files.writeString(proc.resolve(pid + "/status"), """
                Name:\tjava
                VmRSS:\t  900000 kB
                RssAnon:\t  %d kB
                RssFile:\t  500000 kB
                RssShmem:\t       0 kB
                """.formatted(anonymousMebibytes << 10));
    }

    @Test
    void aContainersLimitIsLessenedByWhatItsProcessesCannotGiveBack() throws IOException {
        machine(16_000);
        process(1, 200);
        process(40, 300);

        assertThat(new MemoryLeft(proc, 768 * MIB).beside(Stream.of(1L, 40L))).isEqualTo(268 * MIB);
    }

    @Test
    void aMachineMayHaveLessThanAContainersLimit() throws IOException {
        machine(100);
        process(1, 200);

        assertThat(new MemoryLeft(proc, 768 * MIB).beside(Stream.of(1L))).isEqualTo(100 * MIB);
    }

    @Test
    void whereNothingIsShownAllOfItIsLeft() {
        assertThat(new MemoryLeft(proc, 768 * MIB).beside(Stream.of(1L))).isEqualTo(768 * MIB);
    }

    @Test
    void thisProcessHasSomeLeft() {
        assertThat(MemoryLeft.bytes()).isPositive();
    }
}
