package me.fhir.chitchat.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.InMemoryConversationStore;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Setup;
import me.fhir.chitchat.conversation.TickingClock;
import me.fhir.chitchat.runtime.files.SecretFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandlesTest {
    private static final Config64 MINE = Config64.parse(BridgeServer.config64("{\"agents\":[{\"id\":\"a\"}]}"));
    private static final Config64 OTHER = Config64.parse(BridgeServer.config64("{\"agents\":[{\"id\":\"b\"}]}"));

    @TempDir
    Path folder;

    private final InMemoryConversationStore store = new InMemoryConversationStore(new TickingClock());
    private HandleKey key = new HandleKey(new SecretFile(Path.of("unset")));
    private Handles handles = new Handles(key, store);

    @BeforeEach
    void readKey() {
        key = new HandleKey(new SecretFile(folder.resolve("deep").resolve("bridge.key")));
        key.start();
        handles = new Handles(key, store);
    }

    private Head created() {
        Setup setup = new Setup(List.of("a"), null, 40, null, null);
        return store.create(new NewConversation(new RawJson("{}"), setup)).join();
    }

    @Test
    void findsWhatItNamedAndNothingElse() {
        Head head = created();
        String handle = handles.of(MINE, "p", head);
        assertThat(handles.find(MINE, "p", handle)).contains(head);
        assertThat(handles.find(OTHER, "p", handle)).isEmpty();
        assertThat(handles.find(MINE, "q", handle)).isEmpty();
        assertThat(handles.find(MINE, "p", "")).isEmpty();
        assertThat(handles.find(MINE, "p", "1")).isEmpty();
        assertThat(handles.find(MINE, "p", handle + "=")).isEmpty();
        assertThat(handles.find(MINE, "p", handle + handle)).isEmpty();
    }

    @Test
    void takesNoHandleWithAnyCharacterChanged() {
        String handle = handles.of(MINE, "p", created());
        created();
        assertThat(handles.find(MINE, "p", handle)).isPresent();
        for (int i = 0; i < handle.length(); i++) {
            char changed = handle.charAt(i) == 'A' ? 'B' : 'A';
            String forged = handle.substring(0, i) + changed + handle.substring(i + 1);
            assertThat(handles.find(MINE, "p", forged)).as(forged).isEmpty();
        }
    }

    @Test
    void showsNothingOfTheNumberInItsHandles() {
        Set<String> beginnings = new HashSet<>();
        Set<String> ends = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            String handle = handles.of(MINE, "p", created());
            beginnings.add(handle.substring(0, 6));
            ends.add(handle.substring(handle.length() - 8));
        }
        assertThat(beginnings).hasSize(50);
        assertThat(ends).hasSize(50);
    }

    @Test
    void outlivesTheProcessAndKeepsTheKeyToItsOwner() throws IOException {
        Head head = created();
        String handle = handles.of(MINE, "p", head);
        Path file = folder.resolve("deep").resolve("bridge.key");
        HandleKey again = new HandleKey(new SecretFile(file));
        again.start();
        assertThat(new Handles(again, store).find(MINE, "p", handle)).contains(head);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder.resolve("deep"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void writesTheKeyAgainAfterTheVolumeWasWiped() throws IOException {
        Path file = folder.resolve("deep").resolve("bridge.key");
        byte[] before = Files.readAllBytes(file);
        Files.delete(file);
        key.storeReady();
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void voidsHandlesOfNumbersThatWereGivenOutAnew() {
        String handle = handles.of(MINE, "p", created());
        TickingClock later = new TickingClock();
        later.advance(1000);
        InMemoryConversationStore wiped = new InMemoryConversationStore(later);
        wiped.create(new NewConversation(new RawJson("{}"), new Setup(List.of("a"), null, 40, null, null)))
                .join();
        assertThat(new Handles(key, wiped).find(MINE, "p", handle)).isEmpty();
    }

    @Test
    void replacesAKeyThatIsBroken() throws IOException {
        Path file = folder.resolve("broken.key");
        Files.writeString(file, "short");
        HandleKey mended = new HandleKey(new SecretFile(file));
        mended.start();
        assertThat(Files.readAllBytes(file)).isEqualTo(mended.bytes()).hasSize(32);
    }
}
