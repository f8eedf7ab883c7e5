package me.fhir.chitchat.a2a.dial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import me.fhir.chitchat.outbound.OutboundHeaders;
import me.fhir.chitchat.runtime.files.SecretFile;
import me.fhir.chitchat.seat.Seat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeaderSealTest {
    private static final Seat.SeatPlace PLACE = Seat.SeatPlace.of(1, "beta");
    private static final OutboundHeaders HEADERS = OutboundHeaders.of(Map.of("Authorization", "Bearer canary"));

    @TempDir
    private Path folder;

    private HeaderSeal seal(String setting) {
        return new HeaderSeal(SeatSecret.of(setting, new SecretFile(folder.resolve("seat.key"))));
    }

    @Test
    void opensWhatItSealedForTheSameSeatOnly() {
        HeaderSeal seal = seal("a secret of the operator");
        String sealed = seal.seal(PLACE, HEADERS);
        assertThat(sealed).doesNotContain("canary").isNotEqualTo(seal.seal(PLACE, HEADERS));
        assertThat(seal.open(PLACE, sealed)).contains(HEADERS);
        assertThat(seal.open(Seat.SeatPlace.of(2, "beta"), sealed)).isEmpty();
        assertThat(seal.open(Seat.SeatPlace.of(1, "alpha"), sealed)).isEmpty();
    }

    @Test
    void opensNothingWithAnotherSecret() {
        String sealed = seal("a secret of the operator").seal(PLACE, HEADERS);
        assertThat(seal("another secret of the operator").open(PLACE, sealed)).isEmpty();
        assertThat(folder.resolve("seat.key")).doesNotExist();
    }

    @Test
    void makesAKeyForItsOwnerAloneAndKeepsIt() throws Exception {
        String sealed = seal("").seal(PLACE, HEADERS);
        assertThat(Files.getPosixFilePermissions(folder.resolve("seat.key"))).hasSize(2);
        assertThat(seal("").open(PLACE, sealed)).contains(HEADERS);
    }

    @Test
    void writesItsKeyAgainWhenTheVolumeWasWiped() throws Exception {
        SeatSecret secret = SeatSecret.of(null, new SecretFile(folder.resolve("seat.key")));
        String sealed = new HeaderSeal(secret).seal(PLACE, HEADERS);
        Files.delete(folder.resolve("seat.key"));
        secret.storeReady();
        assertThat(seal("").open(PLACE, sealed)).contains(HEADERS);
    }
}
